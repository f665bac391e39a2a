import { RecurrenceError } from '@/recurrence/errors';
import { conflict, type Draft, type NthWeekday } from './draft';

/** The days and months of a recurrence. Steps are 1 when nothing is left out; empty sets hold every day or month. */
export type ResolvedDays = {
  readonly everyDays: number;
  readonly everyWeeks: number;
  readonly everyMonths: number;
  readonly weekdays: ReadonlySet<number>;
  readonly nthWeekdays: readonly NthWeekday[];
  readonly monthDays: ReadonlySet<number>;
  readonly businessDays: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** Weekday and day of the month must both hold, else either. */
  readonly bothDays: boolean;
};

const SUNDAY = 0;
const ALL_WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const ALL_MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Turns what was said into days and months: defaults, exceptions, dates, quarters. Throws RecurrenceError for what cannot hold together. */
export function resolveDays(draft: Draft): ResolvedDays {
  refuseSeldom(draft);
  settleQuarters(draft);
  spreadDates(draft);
  takeExceptions(draft);
  checkCount(draft);
  chooseDays(draft);
  placeWithin(draft);
  checkTogether(draft);
  const step = (unit: 'day' | 'week' | 'month') => draft.every.get(unit)?.count ?? 1;
  return { ...draft, everyDays: step('day'), everyWeeks: step('week'), everyMonths: step('month') };
}

function refuse(text: string, why: string): RecurrenceError {
  return new RecurrenceError(`“${text}” ${why}`, { words: [text] });
}

function refuseSeldom({ every }: Draft): void {
  const year = every.get('year');
  const month = every.get('month');
  if (year && year.count > 1) throw refuse(year.text, 'is too seldom: use at most 12 months.');
  if (month && month.count > 12) throw refuse(month.text, 'is too seldom: use at most 12 months.');
}

function settleQuarters(draft: Draft): void {
  const quarter = draft.every.get('quarter');
  if (draft.every.has('year')) draft.within ??= 'year';
  if (!quarter) return;
  draft.every.delete('quarter');
  draft.repeat(quarter.count * 3, 'month', quarter.text);
  draft.within = 'quarter';
  refuseSeldom(draft);
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

function takeExceptions(draft: Draft): void {
  const { exceptWeekdays, exceptMonths, weekdays, months, exceptText } = draft;
  if (exceptWeekdays.size) {
    if (draft.monthDays.size + draft.nthWeekdays.length + draft.businessDays.size)
      throw conflict(draft.textOf('month day') || draft.textOf('weekday'), exceptText);
    if (!weekdays.size) for (const day of ALL_WEEKDAYS) weekdays.add(day);
    for (const day of exceptWeekdays) weekdays.delete(day);
  }
  if (exceptMonths.size) {
    if (!months.size) for (const month of ALL_MONTHS) months.add(month);
    for (const month of exceptMonths) months.delete(month);
  }
  const nothingLeft = (exceptWeekdays.size && !weekdays.size) || (exceptMonths.size && !months.size);
  if (nothingLeft) throw refuse(exceptText, 'leaves nothing.');
}

function checkCount({ counted, times, weekdays, monthDays }: Draft): void {
  if (!counted) return;
  const needs = {
    day: { named: times.length, example: 'its times, as at 9am and 5pm' },
    week: { named: weekdays.size, example: 'its weekdays, as monday and friday' },
    month: { named: monthDays.size, example: 'its days, as the 1st and 15th' },
  };
  const need = needs[counted.unit as keyof typeof needs] ?? { named: 0, example: 'its days and months' };
  if (need.named !== counted.count) throw refuse(counted.text, `needs ${need.example}.`);
}

function namesDays({ weekdays, nthWeekdays, monthDays, businessDays }: Draft): boolean {
  return weekdays.size + nthWeekdays.length + monthDays.size + businessDays.size > 0;
}

function runsWithinDays({ every, minutesPast }: Draft): boolean {
  return every.has('minute') || every.has('hour') || minutesPast.size > 0;
}

/** What runs when no day is named: the first of a month or year, a week's Sunday, else every day. */
function chooseDays(draft: Draft): void {
  const { every, months, monthDays, weekdays } = draft;
  if (namesDays(draft) || every.has('day')) return;
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
  if (draft.times.length && !draft.everyMonthName) return;
  const text = draft.everyMonthName || draft.textOf('month');
  if (text) throw refuse(text, 'needs a day, as the 1st, or every day.');
  throw new RecurrenceError('Say when, as every weekday at 9am.');
}

/** "of the quarter" and "of the year" choose the months: the first ones, or the last when counted from the end. */
function placeWithin(draft: Draft): void {
  const { within, months, monthDays, every } = draft;
  const counts = [...monthDays, ...draft.businessDays, ...draft.nthWeekdays.map(({ nth }) => nth)];
  // "every day of the year" and "every monday of the quarter" leave nothing out.
  if (!within || months.size || (!counts.length && !every.has('month'))) return;
  const fromEnd = counts.some((count) => count < 0);
  if (fromEnd && counts.some((count) => count > 0))
    throw new RecurrenceError(`The first and the last of the ${within} do not fit one schedule. Make two.`);
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

/** What cannot hold together in one schedule. */
function checkTogether(draft: Draft): void {
  const { every, months, monthDays, weekdays, businessDays, nthWeekdays } = draft;
  const [day, week, month] = (['day', 'week', 'month'] as const).map((unit) => {
    const step = every.get(unit);
    return step && step.count > 1 ? step : undefined;
  });
  const said = (...kinds: ('weekday' | 'month day' | 'date' | 'month')[]) =>
    kinds.map((kind) => draft.textOf(kind)).find(Boolean) ?? draft.exceptText;
  if (month && months.size) throw conflict(month.text, said('month', 'date'));
  if (day && week) throw conflict(day.text, week.text);
  const stepped = day ?? week;
  if (stepped && month) throw conflict(stepped.text, month.text);
  if (day && namesDays(draft)) throw conflict(day.text, said('weekday', 'month day', 'date'));
  if (week && monthDays.size + businessDays.size + nthWeekdays.length > 0)
    throw conflict(week.text, said('month day', 'date', 'weekday'));
  const plainDays = monthDays.size + weekdays.size + nthWeekdays.length > 0;
  if (businessDays.size && plainDays) throw conflict(said('weekday'), said('month day', 'date') || 'the other days');
  if (draft.bothDays && nthWeekdays.length) throw conflict(said('weekday'), said('month day'));
}
