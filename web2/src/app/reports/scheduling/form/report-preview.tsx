import { useEffect } from 'react';
import { formatCount, formatNumber } from '@/components/format';
import { formatDate, formatPeriod, formatWhen } from '@/components/format-time';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { SkeletonText } from '@/components/ui/skeleton';
import { None, TableBody, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';
import type { Viewer } from '@/organizations/viewer';
import type { ReportPreview as Answer } from '@/reports/preview';
import type { ReportColumn } from '@/reports/schema';
import { type ReportPreviewRequest, useReportPreview } from '../queries';

const SHOWN = 10;

type ReportPreviewProps = {
  reportType: string;
  /** Null while a filter is not complete. */
  request: ReportPreviewRequest | null;
  hourCycle: Viewer['hour_cycle'];
};

/** The first rows that the job would write now, and how many there are. It never keeps anybody from saving. */
export function ReportPreview({ reportType, request, hourCycle }: ReportPreviewProps) {
  const { data, error, isFetching, isSettled, refetch } = useReportPreview(reportType, request);
  const said = data && isSettled ? `Preview: ${countOf(data)}.` : '';
  useEffect(() => {
    if (said) announce(said);
  }, [said]);
  if (!request) return <p className="text-body text-secondary">Complete the filters and columns to see the rows.</p>;
  if (error && isSettled) {
    return (
      <div className="flex flex-wrap items-center gap-3 text-body text-secondary">
        {error.message}
        <Button size="sm" onClick={() => void refetch()} loading={isFetching}>
          Try again
        </Button>
      </div>
    );
  }
  if (!data) {
    return (
      <div aria-busy className="grid gap-2">
        {Array.from({ length: SHOWN / 2 }, (_, row) => row).map((row) => (
          <SkeletonText key={row} className="w-full" />
        ))}
      </div>
    );
  }
  return (
    <div aria-busy={!isSettled} className={cn('grid min-w-0 gap-2 transition-opacity', !isSettled && 'opacity-50')}>
      <p className="text-body text-secondary">{factsOf(data)}</p>
      {data.rows.length ? <Rows preview={data} hourCycle={hourCycle} /> : null}
    </div>
  );
}

function Rows({ preview, hourCycle }: { preview: Answer; hourCycle: Viewer['hour_cycle'] }) {
  const { columns, rows, timezone } = preview;
  const align = ({ type }: ReportColumn) => (type === 'number' ? 'right' : 'left');
  return (
    <section
      aria-label="First rows"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-control border border-border"
    >
      <table className="w-full border-collapse text-left text-small">
        <caption className="sr-only">First rows of {countOf(preview)}</caption>
        <TableHead>
          <tr>
            {columns.map((column) => (
              <TableHeadCell key={column.name} align={align(column)}>
                {column.label}
              </TableHeadCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.slice(0, SHOWN).map((row, index) => (
            <TableRow key={index} className="hover:bg-transparent">
              {columns.map((column) => (
                <TableCell
                  key={column.name}
                  align={align(column)}
                  className="max-w-60 truncate whitespace-nowrap py-1 tabular-nums"
                >
                  {cellOf(row[column.name], column, { timezone, hourCycle })}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </table>
    </section>
  );
}

function cellOf(
  value: unknown,
  { type }: ReportColumn,
  { timezone, hourCycle }: { timezone: string; hourCycle: Viewer['hour_cycle'] },
) {
  if (value === null || value === undefined || value === '') return <None word="empty" />;
  if (type === 'timestamp' && !Number.isNaN(Date.parse(String(value))))
    return formatWhen(new Date(String(value)), { zone: timezone, hourCycle });
  if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(String(value)))
    return formatDate(new Date(`${value}T00:00:00Z`), 'UTC');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function countOf({ row_count, row_count_is_exact }: Answer): string {
  return row_count_is_exact ? formatCount(row_count, 'row') : `more than ${formatNumber(row_count)} rows`;
}

/** `1,284 rows as of now, 16 – 22 Nov 2026`. */
function factsOf(preview: Answer): string {
  const { period, timezone, row_count, truncated } = preview;
  const count = row_count ? countOf(preview) : 'No rows match';
  const range = period ? `, ${formatPeriod(new Date(period.start), new Date(period.end), timezone)}` : '';
  const cut = truncated ? ' Your limit leaves rows out.' : '';
  return `${count.charAt(0).toUpperCase()}${count.slice(1)} as of now${range}.${cut}`;
}
