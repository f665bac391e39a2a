import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Table, TableBody, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';
import type { BlackoutDatesRow } from '@/organizations/calendar-schema';
import { formatDays } from './format-days';

type DaysTableProps = {
  caption: string;
  rows: BlackoutDatesRow[];
  /** What may be done with a row. */
  action?: ((row: BlackoutDatesRow) => ReactNode) | undefined;
};

/** Days and what they are, the earliest first. */
export function DaysTable({ caption, rows, action }: DaysTableProps) {
  return (
    <div className="border-border border-t">
      <Table caption={caption}>
        <TableHead>
          <tr>
            <TableHeadCell className="w-72 pl-4 max-md:w-auto">Days</TableHeadCell>
            <TableHeadCell>Name</TableHeadCell>
            {action ? (
              <TableHeadCell className="w-px">
                <span className="sr-only">Action</span>
              </TableHeadCell>
            ) : null}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell className={cn('pl-4 tabular-nums', row.starts_on === row.ends_on && 'whitespace-nowrap')}>
                {formatDays(row.starts_on, row.ends_on)}
              </TableCell>
              <TableCell className="wrap-anywhere text-secondary">{row.name}</TableCell>
              {action ? <TableCell className="py-1">{action(row)}</TableCell> : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
