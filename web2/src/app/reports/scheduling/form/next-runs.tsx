import { Info } from 'lucide-react';
import { formatClock, formatDay, zoneCity } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { SkeletonText } from '@/components/ui/skeleton';
import { Table, TableBody, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';
import { useNow } from '@/components/use-now';
import type { Viewer } from '@/organizations/viewer';
import type { Preview } from '../queries';

type NextRunsProps = {
  preview: Preview | undefined;
  /** False while a newer answer is on its way: the old one dims. */
  isSettled: boolean;
  /** A sentence instead of the runs, where they cannot be known. */
  failure: string | undefined;
  /** Only where asking again may help. */
  onRetry: (() => void) | undefined;
  viewer: Pick<Viewer, 'timezone' | 'hour_cycle'>;
};

const COUNT = 5;
const EDGE = 'pl-0';

/** The next five runs on the job's clock and on the reader's, with a note where something is odd. */
export function NextRuns({ preview, isSettled, failure, onRetry, viewer }: NextRunsProps) {
  const jobZone = preview?.timezone ?? viewer.timezone;
  const twoZones = jobZone !== viewer.timezone;
  return (
    <section aria-label="Next 5 runs" aria-busy={!isSettled} className="grid gap-1">
      <h3 className="text-label">Next 5 runs</h3>
      {failure ? (
        <div className="flex flex-wrap items-center gap-3 text-body text-secondary">
          {failure}
          {onRetry ? (
            <Button size="sm" onClick={onRetry}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : null}
      {preview && !preview.occurrences.length ? (
        <p className="text-body text-secondary">There is no further run. Change the schedule or its dates.</p>
      ) : null}
      {failure || (preview && !preview.occurrences.length) ? null : (
        <Table caption="Next 5 runs" className={cn('transition-opacity', !isSettled && 'opacity-50')}>
          <TableHead>
            <tr>
              <TableHeadCell className={EDGE}>
                {zoneCity(jobZone)}
                {twoZones ? ' (job)' : ''}
              </TableHeadCell>
              {twoZones ? <TableHeadCell>{zoneCity(viewer.timezone)} (you)</TableHeadCell> : null}
            </tr>
          </TableHead>
          <TableBody>{preview ? <Rows preview={preview} viewer={viewer} /> : <SkeletonRows />}</TableBody>
        </Table>
      )}
    </section>
  );
}

function Rows({ preview, viewer }: { preview: Preview; viewer: NextRunsProps['viewer'] }) {
  const now = useNow() ?? undefined;
  const inJobZone = { zone: preview.timezone, hourCycle: viewer.hour_cycle, now };
  const inMyZone = { ...inJobZone, zone: viewer.timezone };
  return preview.occurrences.map(({ at, note }) => {
    const date = new Date(at);
    const sameDay = formatDay(date, inJobZone) === formatDay(date, inMyZone);
    return (
      <TableRow key={at} className="hover:bg-transparent">
        <TableCell className={EDGE}>
          <time dateTime={at}>
            {formatDay(date, inJobZone)}, {formatClock(date, inJobZone)}
          </time>
          {note ? <Note text={note} /> : null}
        </TableCell>
        {preview.timezone === viewer.timezone ? null : (
          <TableCell>
            {sameDay ? '' : `${formatDay(date, inMyZone)}, `}
            {formatClock(date, inMyZone)}
          </TableCell>
        )}
      </TableRow>
    );
  });
}

function SkeletonRows() {
  return Array.from({ length: COUNT }, (_, row) => row).map((row) => (
    <TableRow key={row} className="hover:bg-transparent">
      <TableCell className={EDGE}>
        <SkeletonText className="w-32" />
      </TableCell>
    </TableRow>
  ));
}

function Note({ text }: { text: string }) {
  return (
    <div className="flex gap-1.5 text-info text-small">
      <Info aria-hidden className="mt-[3px] size-3.5 shrink-0 text-info-mark" strokeWidth={2} />
      {text}
    </div>
  );
}
