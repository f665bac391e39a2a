import { Checkbox } from '@/components/ui/checkbox';
import { CellNote, Table, TableBody, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';
import { notify } from '@/components/ui/toaster';
import { Tooltip } from '@/components/ui/tooltip';
import {
  NOTIFICATION_CHANNEL_IDS,
  NOTIFICATION_CHANNELS,
  NOTIFICATION_EVENT_IDS,
  type NotificationChannel,
  type NotificationEvent,
  notificationEvent,
} from '@/notifications/catalogue';
import type { NotificationSettings } from '@/notifications/schema';

type SettingsMatrixProps = {
  settings: NotificationSettings['settings'];
  onChange: (event: NotificationEvent, channel: NotificationChannel, on: boolean) => void;
};

/** "by email", "in the app": how a box is named. */
const BY: Record<NotificationChannel, string> = { in_app: 'in the app', email: 'by email' };

/** Event by channel; each box saves by itself. */
export function SettingsMatrix({ settings, onChange }: SettingsMatrixProps) {
  return (
    <Table caption="What to tell me, and where">
      <TableHead>
        <tr>
          <TableHeadCell className="px-4">Event</TableHeadCell>
          {NOTIFICATION_CHANNEL_IDS.map((channel) => (
            <TableHeadCell key={channel} className="w-24 text-center max-sm:w-16">
              {NOTIFICATION_CHANNELS[channel].label}
            </TableHeadCell>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {NOTIFICATION_EVENT_IDS.map((event) => {
          const { label, description, required } = notificationEvent(event);
          return (
            <TableRow key={event}>
              <th scope="row" className="px-4 py-2.5 text-left font-normal">
                <span className="text-label">{label}</span>
                <CellNote>{description}</CellNote>
              </th>
              {NOTIFICATION_CHANNEL_IDS.map((channel) => (
                <TableCell key={channel} className="py-3 text-center">
                  <Box
                    name={`${label}, ${BY[channel]}`}
                    checked={settings[event][channel]}
                    locked={
                      required?.includes(channel)
                        ? `“${label}” is always shown in the app, so that no job stops unseen.`
                        : null
                    }
                    onChange={(on) => onChange(event, channel, on)}
                  />
                </TableCell>
              ))}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

type BoxProps = {
  name: string;
  checked: boolean;
  /** Why it cannot be changed. */
  locked: string | null;
  onChange: (on: boolean) => void;
};

function Box({ name, checked, locked, onChange }: BoxProps) {
  if (!locked) return <Checkbox aria-label={name} checked={checked} onCheckedChange={(on) => onChange(on === true)} />;
  // it can be reached, and says why nothing happens
  return (
    <Tooltip content={locked}>
      <Checkbox
        aria-label={name}
        aria-description={locked}
        aria-disabled
        checked
        onCheckedChange={() => notify.info(locked)}
      />
    </Tooltip>
  );
}
