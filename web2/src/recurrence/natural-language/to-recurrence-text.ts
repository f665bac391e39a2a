import type { End } from './draft';
import type { ResolvedDays } from './resolve-days';
import type { Clock, ClockFields } from './resolve-times';
import { countsDays, countsMonths, toRrule } from './to-rrule';

/** The recurrence text of days and times: cron, or an RRULE for what cron cannot say. Throws RecurrenceError for what neither can. */
export function toRecurrenceText(days: ResolvedDays, clock: Clock, end: End | null): string {
  if ('minute' in clock && !end && !needsRrule(days)) return toCron(days, clock);
  return toRrule(days, 'minute' in clock ? timesOf(clock) : clock, end);
}

function needsRrule(days: ResolvedDays): boolean {
  const { everyWeeks, businessDays, nthWeekdays, bothDays } = days;
  const cronBusinessDay = businessDays.size === 1 && (businessDays.has(1) || businessDays.has(-1));
  return (
    everyWeeks > 1 ||
    countsDays(days) ||
    countsMonths(days) ||
    (businessDays.size > 0 && !cronBusinessDay) ||
    nthWeekdays.some(({ nth }) => nth < -1) ||
    bothDays
  );
}

function toCron(days: ResolvedDays, { minute, hour }: ClockFields): string {
  const everyWeekday = days.weekdays.size === 7;
  const dayOfMonth = everyWeekday ? '' : monthDayItems(days).join(',');
  const dayOfWeek = everyWeekday ? '' : weekdayItems(days).join(',');
  const anyDay = days.everyDays > 1 ? `*/${days.everyDays}` : '*';
  return [minute, hour, dayOfMonth || anyDay, monthField(days), dayOfWeek || '*'].join(' ');
}

function monthDayItems({ monthDays, businessDays, nearestWeekday }: ResolvedDays): string[] {
  if (nearestWeekday !== null) return [`${nearestWeekday}W`];
  const items = ranges([...monthDays].filter((day) => day > 0));
  for (const day of monthDays) if (day < 0) items.push(day === -1 ? 'L' : `L-${-1 - day}`);
  if (businessDays.has(1)) items.push('1W');
  if (businessDays.has(-1)) items.push('LW');
  return items;
}

function weekdayItems({ weekdays, nthWeekdays }: ResolvedDays): string[] {
  const nths = nthWeekdays.map(({ weekday, nth }) => (nth === -1 ? `${weekday}L` : `${weekday}#${nth}`));
  return [...ranges([...weekdays]), ...nths];
}

function monthField({ months, everyMonths }: ResolvedDays): string {
  if (months.size && months.size < 12) return ranges([...months]).join(',');
  if (everyMonths === 12) return '1';
  return everyMonths > 1 ? `*/${everyMonths}` : '*';
}

/** The times of cron fields, in minutes after midnight. */
function timesOf({ hour, minute }: ClockFields): number[] {
  const [hours, minutes] = [spelledOut(hour, 24), spelledOut(minute, 60)];
  return hours.flatMap((each) => minutes.map((past) => each * 60 + past)).sort((a, b) => a - b);
}

/** A cron field as the values that it stands for. */
function spelledOut(field: string, size: number): number[] {
  return field.split(',').flatMap((item) => {
    const [range = '', step = '1'] = item.split('/');
    const [from = 0, to = from] = range === '*' ? [0, size - 1] : range.split('-').map(Number);
    const count = Math.floor(((to - from + size) % size) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => (from + index * Number(step)) % size);
  });
}

/** Numbers as cron list items, three or more in a row as a range. */
function ranges(values: readonly number[]): string[] {
  const runs: number[][] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String)));
}
