import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import { TableCell, TableRow } from '@/components/ui/table';

const CELLS = ['w-32', 'w-28', 'w-10', 'w-12', 'w-20', 'w-12'];

/** As many rows as will stand here, of the same height. */
export function RunsSkeleton({ rows }: { rows: number }) {
  return Array.from({ length: rows }, (_, row) => row).map((row) => (
    <TableRow key={row} className="hover:bg-transparent max-md:grid max-md:gap-2 max-md:px-4 max-md:py-3">
      <TableCell className="w-px py-2 pr-0 max-md:hidden">
        <div className="size-6" />
      </TableCell>
      <TableCell className="max-md:p-0">
        <Skeleton className="h-6 w-28 rounded-control" />
      </TableCell>
      {CELLS.map((width, cell) => (
        <TableCell key={`${width}-${cell * 1}`} className={cell > 1 ? 'max-md:hidden' : 'max-md:p-0'}>
          <SkeletonText className={width} />
        </TableCell>
      ))}
    </TableRow>
  ));
}
