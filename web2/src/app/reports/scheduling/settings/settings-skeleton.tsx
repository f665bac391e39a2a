import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import { CellNote, Table, TableBody, TableCell, TableRow } from '@/components/ui/table';
import { NOTIFICATION_CHANNEL_IDS, NOTIFICATION_EVENT_IDS } from '@/notifications/catalogue';

/** The matrix before its boxes are known. */
export function SettingsSkeleton() {
  return (
    <Table caption="What to tell me, and where" aria-busy>
      <TableBody>
        {NOTIFICATION_EVENT_IDS.map((event) => (
          <TableRow key={event} className="hover:bg-transparent">
            <TableCell className="px-4 py-2.5">
              <SkeletonText className="w-40 text-label" />
              <CellNote>
                <SkeletonText className="w-64 max-w-full" />
              </CellNote>
            </TableCell>
            {NOTIFICATION_CHANNEL_IDS.map((channel) => (
              <TableCell key={channel} className="w-24 py-3 max-sm:w-16">
                <Skeleton className="mx-auto size-4" />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
