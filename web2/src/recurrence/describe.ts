import { describeDays } from './describe-days';
import { describeRrule } from './describe-rrule';
import { describeTimes } from './describe-times';
import type { CronRule } from './parse-cron';
import type { Recurrence } from './recurrence';
import { startWall } from './wall-rule';
import { wallAt } from './wall-time';
import { capitalised } from './words';

/**
 * What a recurrence does, as an English sentence without a full stop: "Every Monday at 09:00", "Weekdays at 07:30",
 * "Every 15 minutes". Times are 24-hour wall-clock time; the caller adds the zone. `start` names the time and day that
 * an RRULE without BYHOUR or BYDAY takes from its start.
 */
export function describeRecurrence(
  recurrence: Recurrence,
  start?: { startsAt: Date | null | undefined; timezone: string },
): string {
  if (recurrence.kind === 'cron') return capitalised(describeCron(recurrence.rule));
  const { until } = recurrence.rule;
  const from = start?.startsAt ? startWall(start.timezone, start.startsAt) : null;
  const untilWall = until && (until.isInstant && start ? wallAt(start.timezone, until.at) : until.at);
  return capitalised(describeRrule(recurrence.rule, from, untilWall));
}

function describeCron(rule: CronRule): string {
  const times = describeTimes(rule);
  const days = describeDays(rule);
  const parts = times.placed === 'after days' ? [days.leading, times.text] : [times.text, days.following];
  return parts.filter(Boolean).join(' ');
}
