import { DAY, dateOf, HOUR, wallTime, weekdayOf } from './civil';
import { RecurrenceError } from './errors';
import { instantOf, wallAt } from './wall-time';

const UNITS = ['week', 'month', 'quarter', 'year'] as const;
type Unit = (typeof UNITS)[number];

/** Periods without a number; beside them `last_N_days` and `last_N_hours`, N from 1 to 999. */
export const PERIOD_NAMES = [
  'today',
  'yesterday',
  ...UNITS.map((unit) => `this_${unit}` as const),
  ...UNITS.map((unit) => `previous_${unit}` as const),
] as const;

/** A half-open stretch of time: `start` is in it, `end` is not. */
export type Period = { start: Date; end: Date };

const LAST_N = /^last_([1-9]\d{0,2})_(days|hours)$/;

/** Whether resolvePeriod takes this name. */
export function isPeriodName(name: string): boolean {
  return (PERIOD_NAMES as readonly string[]).includes(name) || LAST_N.test(name);
}

/**
 * The stretch of time that a period's name means at the instant `at`, in the IANA `timezone`, with weeks that start on
 * `weekStartsOn` (1 Monday to 7 Sunday). Days begin when the zone's clocks say so, 23 and 25 hour days included.
 * `last_N_days` are the N whole days before today; `last_N_hours` ends at `at`. Throws RecurrenceError for another name.
 */
export function resolvePeriod(
  name: string,
  { at, timezone, weekStartsOn }: { at: Date; timezone: string; weekStartsOn: number },
): Period {
  const between = (from: number, to: number): Period => ({
    start: new Date(instantOf(timezone, from)),
    end: new Date(instantOf(timezone, to)),
  });
  const today = Math.floor(wallAt(timezone, at.getTime()) / DAY) * DAY;
  if (name === 'today') return between(today, today + DAY);
  if (name === 'yesterday') return between(today - DAY, today);

  const [, count, lastUnit] = LAST_N.exec(name) ?? [];
  if (lastUnit === 'hours') return { start: new Date(at.getTime() - Number(count) * HOUR), end: new Date(at) };
  if (lastUnit === 'days') return between(today - Number(count) * DAY, today);

  const [which, unit] = name.split('_');
  if (!isPeriodName(name)) throw new RecurrenceError(`“${name}” is not a period.`);
  const first = startOf(unit as Unit, today, weekStartsOn);
  const shift = which === 'this' ? 0 : -1;
  return between(shifted(first, unit as Unit, shift), shifted(first, unit as Unit, shift + 1));
}

function startOf(unit: Unit, today: number, weekStartsOn: number): number {
  const { year, month } = dateOf(today);
  if (unit === 'week') return today - ((weekdayOf(today) - weekStartsOn + 7) % 7) * DAY;
  if (unit === 'month') return wallTime(year, month, 1);
  return unit === 'quarter' ? wallTime(year, month - ((month - 1) % 3), 1) : wallTime(year, 1, 1);
}

function shifted(first: number, unit: Unit, by: number): number {
  if (unit === 'week') return first + by * 7 * DAY;
  const { year, month } = dateOf(first);
  return wallTime(year, month + by * { month: 1, quarter: 3, year: 12 }[unit], 1);
}
