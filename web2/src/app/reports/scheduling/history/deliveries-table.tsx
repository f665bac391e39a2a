import { formatClock, formatDay } from '@/components/format-time';
import { StatusBadge } from '@/components/ui/status-badge';
import { CellNote, None, Table, TableBody, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';
import { DELIVERY_METHODS, isDeliveryMethodId } from '@/delivery/catalogue';
import type { ExportRun } from '@/export-runs/schema';
import type { Viewer } from '@/organizations/viewer';
import { DELIVERY_LOOKS } from '../looks';
import { DeliveryLink } from './delivery-link';

/** Who was to get the file, and whether they did. */
export function DeliveriesTable({ run, viewer }: { run: ExportRun; viewer: Viewer }) {
  const options = { zone: viewer.timezone, hourCycle: viewer.hour_cycle };
  return (
    <Table caption={`Deliveries of ${run.name}`}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-0">To</TableHeadCell>
          <TableHeadCell className="max-sm:hidden">By</TableHeadCell>
          <TableHeadCell>Status</TableHeadCell>
          <TableHeadCell align="right" className="max-sm:hidden">
            Tries
          </TableHeadCell>
          <TableHeadCell className="max-sm:hidden">Sent</TableHeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {run.deliveries.map((delivery) => {
          const { id, label, method, status, attempt, sent_at, error_message } = delivery;
          return (
            <TableRow key={id} className="hover:bg-transparent">
              <TableCell className="pl-0">
                <div className="wrap-anywhere">{label}</div>
                {error_message ? <CellNote className="max-w-96">{error_message}</CellNote> : null}
                {delivery.link_expires_at ? <DeliveryLink run={run} delivery={delivery} viewer={viewer} /> : null}
              </TableCell>
              <TableCell className="max-sm:hidden">
                {isDeliveryMethodId(method) ? DELIVERY_METHODS[method].label : method}
              </TableCell>
              <TableCell>
                <StatusBadge {...DELIVERY_LOOKS[status]} />
              </TableCell>
              <TableCell align="right" className="max-sm:hidden">
                {attempt}
              </TableCell>
              <TableCell className="whitespace-nowrap max-sm:hidden">
                {sent_at ? (
                  <time dateTime={sent_at} title={formatDay(new Date(sent_at), options)}>
                    {formatClock(new Date(sent_at), options, true)}
                  </time>
                ) : (
                  <None word="not sent" />
                )}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
