import { DAY, dateOf, MINUTE, wallTime } from './civil';
import { matchingDays } from './cron-days';
import type { CronRule } from './parse-cron';

/** The calendar's full round, so that a rule that matches any date is found from anywhere. */
const MONTHS_AHEAD = 400 * 12 + 1;
/** Where dates end; a wall time beyond it is never answered. */
const LAST_YEAR = 9999;

/** The first wall time (milliseconds) at or after `from` that the rule matches, null when the calendar ends before it. */
export function nextCronWall(rule: CronRule, from: number): number | null {
  const at = Math.ceil(from / MINUTE) * MINUTE;
  const start = dateOf(at);
  let { year, month } = start;
  let skipped = start.day - 1;
  for (let ahead = 0; ahead < MONTHS_AHEAD && year <= LAST_YEAR; ahead++) {
    if (rule.months.includes(month)) {
      let days = (matchingDays(rule.days, year, month) >>> skipped) << skipped;
      for (; days; days &= days - 1) {
        const midnight = wallTime(year, month, 32 - Math.clz32(days & -days));
        const minute = nextMinuteOfDay(rule, midnight < at ? (at - midnight) / MINUTE : 0);
        if (minute !== null) return midnight + minute * MINUTE;
      }
    }
    skipped = 0;
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
  return null;
}

/** The first minute of the day (0 to 1439) at or after `from` that matches. */
function nextMinuteOfDay({ hours, minutes }: CronRule, from: number): number | null {
  if (from >= DAY / MINUTE) return null;
  const hour = Math.floor(from / 60);
  for (const candidate of hours) {
    if (candidate < hour) continue;
    if (candidate > hour) return candidate * 60 + (minutes[0] ?? 0);
    const minute = minutes.find((value) => value >= from % 60);
    if (minute !== undefined) return candidate * 60 + minute;
  }
  return null;
}
