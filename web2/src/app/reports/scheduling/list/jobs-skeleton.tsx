import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import { CellNote, TableCell, TableRow } from '@/components/ui/table';

const ROWS = ['a', 'b', 'c', 'd', 'e'];
const LINES = ['w-52', 'w-40', 'w-28'];

/** Rows of the same height and columns as the jobs that will stand here. */
export function JobsSkeleton() {
  return ROWS.map((row) => (
    <TableRow key={row} className="hover:bg-transparent max-md:grid max-md:gap-1 max-md:px-4 max-md:py-3">
      {LINES.map((width) => (
        <TableCell key={width} className="max-md:p-0">
          <div className="text-label">
            <SkeletonText className={width} />
          </div>
          <CellNote>
            <SkeletonText className="w-24" />
          </CellNote>
        </TableCell>
      ))}
      <TableCell className="max-md:p-0">
        <Skeleton className="h-5 w-28 rounded-control" />
        <CellNote>
          <SkeletonText className="w-24" />
        </CellNote>
      </TableCell>
      <TableCell className="max-md:hidden">
        <SkeletonText className="w-20" />
      </TableCell>
      <TableCell className="max-md:hidden" />
    </TableRow>
  ));
}
