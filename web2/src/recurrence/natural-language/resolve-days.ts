import { RecurrenceError } from '@/recurrence/errors';
import { checkTogether } from './check-together';
import { conflict, type Draft, type NthWeekday, refuse } from './draft';
import { takeExceptions } from './resolve-exceptions';
import { daysFrom } from './resolve-offset';

/** The days and months of a recurrence. Steps are 1 when nothing is left out; empty sets hold every day or month. */
export type ResolvedDays = {
  readonly everyDays: number;
  readonly everyWeeks: number;
  readonly everyMonths: number;
  readonly weekdays: ReadonlySet<number>;
  readonly nthWeekdays: readonly NthWeekday[];
  readonly monthDays: ReadonlySet<number>;
  readonly businessDays: ReadonlySet<number>;
  readonly nearestWeekday: number | null;
  readonly months: ReadonlySet<number>;
  /** Weekday and day of the month must both hold, else either. */
  readonly bothDays: boolean;
};

const SUNDAY = 0;

/** Turns what was said into days and months: defaults, exceptions, dates, quarters. Throws RecurrenceError for what cannot hold together. */
export function resolveDays(draft: Draft): ResolvedDays {
  refuseSeldom(draft);
  settleYears(draft);
  settleQuarters(draft);
  settleTwice(draft);
  spreadDates(draft);
  daysFrom(draft);
  takeExceptions(draft);
  checkCount(draft);
  chooseDays(draft);
  placeWithin(draft);
  checkTogether(draft);
  const step = (unit: 'day' | 'week' | 'month') => draft.every.get(unit)?.count ?? 1;
  return { ...draft, everyDays: step('day'), everyWeeks: step('week'), everyMonths: step('month') };
}

function refuseSeldom({ every }: Draft): void {
  const year = every.get('year');
  const month = every.get('month');
  if (year && year.count > 1) throw refuse(year.text, 'is too seldom: use at most 12 months.');
  if (month && month.count > 12) throw refuse(month.text, 'is too seldom: use at most 12 months.');
}

/** "every month of the year" and "every month, every year" leave no month out; "yearly on the 1st of the month" is not clear. */
function settleYears(draft: Draft): void {
  const [month, year] = [draft.every.get('month'), draft.every.get('year')];
  if (!month || (!year && draft.within !== 'year')) return;
  const everyMonth = /\b(every|each|all)\b|^monthly$/i.test(month.text);
  if (!everyMonth || (year && !year.text.includes(' '))) throw conflict(month.text, year?.text ?? 'of the year');
  draft.every.delete('year');
  draft.within = null;
}

function settleQuarters(draft: Draft): void {
  const quarter = draft.every.get('quarter');
  if (draft.every.has('year')) draft.within ??= 'year';
  if (!quarter) return;
  const more = draft.every.get('month') ?? draft.every.get('week') ?? draft.every.get('day');
  if (more && !/^(of|in|a|per) /i.test(more.text)) throw conflict(more.text, quarter.text);
  draft.every.delete('quarter');
  draft.repeat(quarter.count * 3, 'month', quarter.text);
  draft.within = 'quarter';
  refuseSeldom(draft);
}

/** "biweekly on friday" can only be every two weeks; on two days it might be twice a week. */
function settleTwice({ twiceOrEveryTwo, weekdays, monthDays, nthWeekdays, businessDays }: Draft): void {
  if (!twiceOrEveryTwo) return;
  const { unit, text } = twiceOrEveryTwo;
  const named = unit === 'week' ? weekdays.size : monthDays.size + nthWeekdays.length + businessDays.size;
  if (named !== 1) throw refuse(text, `can mean twice a ${unit} or every 2 ${unit}s: write which.`);
}

/** Dates such as January 1st and July 1st become days and months when every pair is meant. */
function spreadDates(draft: Draft): void {
  const { dates, months, monthDays } = draft;
  if (!dates.length) return;
  const text = draft.textOf('date');
  if (months.size) throw conflict(text, draft.textOf('month'));
  if (monthDays.size) throw conflict(text, draft.textOf('month day'));
  for (const { month, day } of dates) {
    months.add(month);
    monthDays.add(day);
  }
  const pairs = new Set(dates.map(({ month, day }) => month * 100 + day));
  if (pairs.size !== months.size * monthDays.size)
    throw refuse(text, 'and the other dates do not fit one schedule. Make one for each.');
}

function checkCount({ counted, times, weekdays, monthDays, months }: Draft): void {
  if (!counted) return;
  const needs = {
    hour: { named: -1, example: 'its minutes: write every 15 minutes or so' },
    day: { named: times.length, example: 'its times, as at 9am and 5pm' },
    week: { named: weekdays.size, example: 'its weekdays, as monday and friday' },
    year: { named: monthDays.size * months.size, example: 'its dates, as january 1 and july 1' },
    month: { named: monthDays.size, example: 'its days, as the 1st and 15th' },
  };
  const need = needs[counted.unit as keyof typeof needs] ?? { named: 0, example: 'its days and months' };
  if (need.named !== counted.count) throw refuse(counted.text, `needs ${need.example}.`);
}

function runsWithinDays({ every, minutesPast }: Draft): boolean {
  return every.has('minute') || every.has('hour') || minutesPast.size > 0;
}

/** What runs when no day is named: the first of a month or year, a week's Sunday, else every day. */
function chooseDays(draft: Draft): void {
  const { every, months, monthDays, weekdays } = draft;
  if (draft.namesDays || every.has('day')) return;
  const week = every.get('week');
  if (week) {
    if (week.count === 1) weekdays.add(SUNDAY);
    return;
  }
  if (runsWithinDays(draft)) return;
  if (every.has('month') || every.has('year')) {
    monthDays.add(1);
    if (every.has('year') && !months.size) months.add(1);
    return;
  }
  // "every january" is its first day, as every month and every year are.
  if (draft.everyMonthName) {
    monthDays.add(1);
    return;
  }
  if (draft.times.length) return;
  const text = draft.textOf('month');
  if (text) throw refuse(text, 'needs a day, as the 1st, or every day.');
  throw new RecurrenceError('Say when, as every weekday at 9am.');
}

/** "of the quarter" and "of the year" choose the months: the first ones, or the last when counted from the end. */
function placeWithin(draft: Draft): void {
  const { within, months, monthDays, every, weekdays } = draft;
  if (within && !months.size && weekdays.size && weekdays.size < 7 && !every.has('week'))
    throw refuse(draft.textOf('weekday'), `needs which one of the ${within}, as the first monday.`);
  const counts = [...monthDays, ...draft.businessDays, ...draft.nthWeekdays.map(({ nth }) => nth)];
  if (draft.nearestWeekday !== null) counts.push(draft.nearestWeekday);
  if (within && !counts.length && !months.size && !every.size)
    throw refuse(within, `does not say which day: write the first of the ${within}.`);
  // "every day of the year" leaves nothing out.
  if (!within || months.size || (!counts.length && !every.has('month'))) return;
  const fromEnd = counts.some((count) => count < 0);
  if (fromEnd && counts.some((count) => count > 0))
    throw new RecurrenceError(`The first and the last of the ${within} do not fit one schedule. Make two.`);
  const farthest = Math.max(...[...monthDays].map(Math.abs), 0);
  const farthestBusinessDay = Math.max(...[...draft.businessDays].map(Math.abs), 0);
  const farthestWeekday = Math.max(...draft.nthWeekdays.map(({ nth }) => Math.abs(nth)), 0);
  // Of these every month has as many; more may fall into the month beside.
  if (farthest > 30 || farthestBusinessDay > 20 || farthestWeekday > 4)
    throw refuse(
      draft.textOf('month day') || draft.textOf('weekday'),
      `is not in the same month of each ${within}: name the months.`,
    );
  const step = every.get('month')?.count ?? 1;
  if (within === 'quarter') {
    if (step > 3) return;
    for (const month of fromEnd ? [3, 6, 9, 12] : [1, 4, 7, 10]) months.add(month);
  } else {
    if ([...monthDays].some((day) => Math.abs(day) > 1))
      throw refuse(draft.textOf('month day'), 'needs a month, as in january.');
    months.add(fromEnd ? 12 : 1);
  }
  every.delete('month');
}
