import { describeDays } from './describe-days';
import { describeTimes } from './describe-times';
import type { Recurrence } from './recurrence';
import { capitalised } from './words';

/**
 * What a recurrence does, as an English sentence without a full stop: "Every Monday at 09:00", "Weekdays at 07:30",
 * "Every 15 minutes". Times are 24-hour wall-clock time; the caller adds the zone.
 */
export function describeRecurrence({ rule }: Recurrence): string {
  const times = describeTimes(rule);
  const days = describeDays(rule);
  const parts = times.placed === 'after days' ? [days.leading, times.text] : [times.text, days.following];
  return capitalised(parts.filter(Boolean).join(' '));
}
