import { daysInMonth, wallTime, weekdayOf } from './civil';
import { CRON_FIELDS, itemError, plainItem, readValue, splitList } from './cron-fields';

/** What the two day fields of a cron expression ask for. Bit d-1 of a day mask is day d, bit 0 of a weekday mask is Sunday. */
export type CronDays = {
  readonly monthDays: number;
  /** `L` and `L-n`: days before the last one. */
  readonly fromLast: readonly number[];
  /** `nW` (positive), `LW` and `L-nW` (zero or negative: days before the last one). */
  readonly nearestWeekday: number | null;
  readonly weekdays: number;
  /** `d#n`, and `dL` or `d#L` with n = -1. */
  readonly nthWeekdays: readonly { readonly weekday: number; readonly nth: number }[];
  /** Both fields must match when one of them starts with `*`, else either. */
  readonly both: boolean;
};

/** The special items of the day-of-month field; `plain` are the others, as cron-parser reads them. */
export function readMonthDays(text: string): Pick<CronDays, 'fromLast' | 'nearestWeekday'> & { plain: string[] } {
  const of = CRON_FIELDS.dayOfMonth;
  // `25-L` is all of the days that the month has left.
  const items = splitList(of, text).map((item) => item.replace(/^(\d+-)L$/, '$131'));
  const fromLast = new Set<number>();
  const plain: string[] = [];
  let nearestWeekday: number | null = null;
  for (const item of items) {
    const special = /^(?:L(?:-(\d+))?|(\d+))(W)?$/.exec(item);
    const [, before, day, w] = special ?? [];
    const back = Number(before ?? 0);
    if (special && back > 30) throw itemError(of, item, 'reaches too far back: L-0 to L-30.');
    if (w) {
      if (items.length > 1) throw itemError(of, item, 'cannot be in a list: W stands alone.');
      nearestWeekday = day === undefined ? 0 - back : readValue(of, day, item);
    } else if (special && day === undefined) fromLast.add(back);
    else plain.push(plainItem(of, item));
  }
  return { fromLast: [...fromLast], nearestWeekday, plain };
}

/** The special items of the day-of-week field; `plain` are the others, as cron-parser reads them. */
export function readWeekdays(text: string): Pick<CronDays, 'nthWeekdays'> & { plain: string[] } {
  const of = CRON_FIELDS.dayOfWeek;
  const nthWeekdays = new Map<string, { weekday: number; nth: number }>();
  const plain: string[] = [];
  for (const item of splitList(of, text)) {
    const special = /^(\d+|[A-Z]{3})(?:#(.*)|L)$/.exec(item);
    if (!special) {
      plain.push(plainItem(of, item));
      continue;
    }
    const weekday = readValue(of, special[1] ?? '', item) % 7;
    const nth = special[2] ?? 'L';
    if (!/^[1-5L]$/.test(nth)) throw itemError(of, item, 'needs 1 to 5 or L after the #.');
    nthWeekdays.set(`${weekday}#${nth}`, { weekday, nth: nth === 'L' ? -1 : Number(nth) });
  }
  return { nthWeekdays: [...nthWeekdays.values()], plain };
}

/** The days of a month that match, bit d-1 for day d. */
export function matchingDays(days: CronDays, year: number, month: number): number {
  const length = daysInMonth(year, month);
  const first = weekdayOf(wallTime(year, month, 1));
  const inMonth = monthDayMask(days, length, first);
  const inWeek = weekdayMask(days, length, first);
  return (days.both ? inMonth & inWeek : inMonth | inWeek) & (0x7fffffff >>> (31 - length));
}

function monthDayMask(days: CronDays, length: number, first: number): number {
  let mask = days.monthDays;
  for (const back of days.fromLast) if (back < length) mask |= 1 << (length - 1 - back);
  const nearest = days.nearestWeekday;
  if (nearest !== null) {
    const target = nearest > 0 ? nearest : length + nearest;
    if (target >= 1 && target <= length) mask |= 1 << (moveToWeekday(target, length, first) - 1);
  }
  return mask;
}

/** Monday to Friday nearest to the day, never leaving the month. */
function moveToWeekday(day: number, length: number, first: number): number {
  const weekday = (first + day - 1) % 7;
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < length ? day + 1 : day - 2;
  return day;
}

function weekdayMask(days: CronDays, length: number, first: number): number {
  let mask = 0;
  if (days.weekdays === 0x7f) mask = 0x7fffffff;
  else if (days.weekdays)
    for (let day = 0; day < length; day++) mask |= ((days.weekdays >> ((first + day) % 7)) & 1) << day;
  for (const { weekday, nth } of days.nthWeekdays) {
    const earliest = (weekday - first + 7) % 7;
    const day = nth > 0 ? earliest + 7 * (nth - 1) : earliest + 7 * Math.floor((length - 1 - earliest) / 7);
    if (day < length) mask |= 1 << day;
  }
  return mask;
}
