import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import { TableCell, TableRow } from '@/components/ui/table';

/** Widths of the cells after the status, by their columns. */
const CELLS = { job: 'w-40', due: 'w-28', took: 'w-10', rows: 'w-12', file: 'w-20', delivered: 'w-12' };
const ON_PHONES = ['job', 'due'];

/** As many rows as will stand here, of the same height. */
export function RunsSkeleton({ rows }: { rows: number }) {
  return Array.from({ length: rows }, (_, row) => row).map((row) => (
    <TableRow key={row} className="hover:bg-transparent max-md:grid max-md:gap-1 max-md:px-4 max-md:py-3">
      <TableCell className="w-px pt-1.5 pr-0 pb-2.5 max-md:hidden">
        <div className="size-6" />
      </TableCell>
      <TableCell className="max-md:order-last max-md:p-0">
        <Skeleton className="h-5 w-28 rounded-control" />
      </TableCell>
      {Object.entries(CELLS).map(([column, width]) => (
        <TableCell key={column} className={ON_PHONES.includes(column) ? 'max-md:p-0' : 'max-md:hidden'}>
          <SkeletonText className={width} />
        </TableCell>
      ))}
    </TableRow>
  ));
}
