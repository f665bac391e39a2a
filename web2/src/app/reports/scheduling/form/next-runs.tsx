import { Info } from 'lucide-react';
import { formatClock, formatDay, zoneCity } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
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
  /** A sentence, where the runs could not be found. */
  failure: string | undefined;
  onRetry: () => void;
  viewer: Pick<Viewer, 'timezone' | 'hour_cycle'>;
};

const COUNT = 5;

/** The next five runs on the job's clock and on the reader's, with a note where something is odd. */
export function NextRuns({ preview, isSettled, failure, onRetry, viewer }: NextRunsProps) {
  const now = useNow() ?? undefined;
  const jobZone = preview?.timezone ?? viewer.timezone;
  const twoZones = jobZone !== viewer.timezone;
  const inJobZone = { zone: jobZone, hourCycle: viewer.hour_cycle, now };
  const inMyZone = { ...inJobZone, zone: viewer.timezone };
  return (
    <Card aria-busy={!isSettled}>
      <CardHeader title="Next 5 runs" level={3} />
      {failure ? (
        <div className="flex flex-wrap items-center justify-between gap-3 border-border border-t px-4 py-3 text-body text-secondary">
          {failure}
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </div>
      ) : (
        <div className={cn('border-border border-t transition-opacity', !isSettled && 'opacity-50')}>
          <Table caption="Next 5 runs">
            <TableHead>
              <tr>
                <TableHeadCell className="px-4">
                  {zoneCity(jobZone)}
                  {twoZones ? ' (job)' : ''}
                </TableHeadCell>
                {twoZones ? <TableHeadCell className="px-4">{zoneCity(viewer.timezone)} (you)</TableHeadCell> : null}
              </tr>
            </TableHead>
            <TableBody>
              {preview
                ? preview.occurrences.map(({ at, note }) => {
                    const date = new Date(at);
                    const sameDay = formatDay(date, inJobZone) === formatDay(date, inMyZone);
                    return (
                      <TableRow key={at} className="hover:bg-transparent">
                        <TableCell className="px-4">
                          <time dateTime={at}>
                            {formatDay(date, inJobZone)}, {formatClock(date, inJobZone)}
                          </time>
                          {note ? <Note text={note} /> : null}
                        </TableCell>
                        {twoZones ? (
                          <TableCell className="px-4">
                            {sameDay ? '' : `${formatDay(date, inMyZone)}, `}
                            {formatClock(date, inMyZone)}
                          </TableCell>
                        ) : null}
                      </TableRow>
                    );
                  })
                : Array.from({ length: COUNT }, (_, row) => row).map((row) => (
                    <TableRow key={row}>
                      <TableCell className="px-4">
                        <SkeletonText className="w-32" />
                      </TableCell>
                    </TableRow>
                  ))}
            </TableBody>
          </Table>
          {preview && !preview.occurrences.length ? (
            <p className="px-4 py-3 text-body text-secondary">
              There is no further run. Change the schedule or its dates.
            </p>
          ) : null}
        </div>
      )}
    </Card>
  );
}

function Note({ text }: { text: string }) {
  return (
    <div className="flex gap-1.5 text-info text-small">
      <Info aria-hidden className="mt-[3px] size-3.5 shrink-0 text-info-mark" strokeWidth={2} />
      {text}
    </div>
  );
}
