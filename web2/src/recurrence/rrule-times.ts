import type { RruleRule } from './parse-rrule';

/** Which days an RRULE has, as a rule of one run a day at midnight, and the times of each of them in minutes after midnight. */
export type DaysAndTimes = { readonly days: RruleRule; readonly times: readonly number[] };

const DAYS_IN_YEAR = 366;

/**
 * An RRULE as days and times of day. BYSETPOS counts through a period day by day, each with every hour and minute: when
 * it takes the same of each day that it meets, it chooses days and times apart, as 1 and 4 of 9:00, 9:30, 17:00, 17:30.
 * `start` (wall time, milliseconds) gives the hour and minute that the rule takes from it. Null when days differ in
 * their times, or the time is not known.
 */
export function splitTimes(rule: RruleRule, start: number | null): DaysAndTimes | null {
  const started = start === null ? null : new Date(start);
  const hours = rule.hours ?? (started && [started.getUTCHours()]);
  const minutes = rule.minutes ?? (started && [started.getUTCMinutes()]);
  if (!hours || !minutes) return null;
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  // The same days, which a walk and a sentence find sooner by months.
  const byMonth = rule.frequency === 'DAILY' && rule.interval === 1 && rule.monthDays !== null;
  const days: RruleRule = {
    ...rule,
    ...(byMonth && { frequency: 'MONTHLY', positions: null }),
    hours: [0],
    minutes: [0],
  };
  if (!rule.positions) return { days, times };

  const chosen = new Map<number, Set<number>>();
  for (const position of rule.positions) {
    const { day, time } = placeOf(position, times.length, rule.frequency === 'DAILY');
    chosen.set(day, (chosen.get(day) ?? new Set()).add(time));
  }
  if (rule.frequency === 'DAILY') for (const day of chosen.keys()) if (day !== 1) chosen.delete(day);
  const [each, ...others] = [...chosen.values()].map((places) => [...places].sort((a, b) => a - b));
  if (!each || others.some((other) => String(other) !== String(each))) return null;
  const every = Array.from({ length: mostDays(rule) }, (_, index) => index + 1).every((day) => chosen.has(day));
  const positions = every ? null : [...chosen.keys()].sort((a, b) => a - b);
  return { days: { ...days, positions }, times: each.flatMap((place) => times[place - 1] ?? []) };
}

/** The BYSETPOS that takes `places` (from 1) of the `perDay` times of each of these days of a period (-1 is the last). */
export function positionsOf(days: readonly number[], places: readonly number[], perDay: number): number[] {
  const positions = days.flatMap((day) => places.map((place) => (day > 0 ? day - 1 : day) * perDay + place));
  return positions.map((position) => (position > 0 ? position : position - 1)).sort((a, b) => a - b);
}

/** The day of the period, negative from its end, and which of its times a position is; a single day has no end. */
function placeOf(position: number, perDay: number, oneDay: boolean): { day: number; time: number } {
  if (position > 0 || oneDay) {
    const forward = position > 0 ? position : position + perDay + 1;
    const day = Math.ceil(forward / perDay);
    return { day, time: forward - (day - 1) * perDay };
  }
  const day = -Math.ceil(-position / perDay);
  return { day, time: position - day * perDay + 1 };
}

/** No period of the rule has more days than this. */
export function mostDays({
  frequency,
  weekdays,
  monthDays,
  months,
  yearDays,
  weekNumbers,
}: Pick<RruleRule, 'frequency' | 'weekdays' | 'monthDays' | 'months' | 'yearDays' | 'weekNumbers'>): number {
  if (frequency === 'DAILY') return 1;
  if (frequency === 'WEEKLY') return weekdays?.length ?? 1;
  if (frequency === 'YEARLY') {
    if (monthDays) return (months?.length ?? 12) * monthDays.length;
    return weekdays || yearDays || weekNumbers ? DAYS_IN_YEAR : (months?.length ?? 1);
  }
  if (monthDays) return monthDays.length;
  return weekdays?.reduce((sum, { nth }) => sum + (nth === null ? 5 : 1), 0) ?? 1;
}
