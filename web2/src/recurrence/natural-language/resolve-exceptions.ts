import { conflict, type Draft, refuse } from './draft';

const ALL_WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const ALL_MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Leaves out the weekdays, months and days of the month that "except" names. Throws RecurrenceError when nothing is left. */
export function takeExceptions(draft: Draft): void {
  const { exceptWeekdays, exceptMonths, exceptMonthDays, weekdays, monthDays, months, exceptText } = draft;
  if (exceptMonthDays.size) {
    if (draft.namesDays) throw conflict(draft.textOf('month day') || draft.textOf('weekday'), exceptText);
    for (let day = 1; day <= 31; day++) if (!exceptMonthDays.has(day)) monthDays.add(day);
  }
  if (exceptWeekdays.size) {
    if (monthDays.size + draft.nthWeekdays.length + draft.businessDays.size + Number(draft.nearestWeekday !== null))
      throw conflict(draft.textOf('month day') || draft.textOf('weekday'), exceptText);
    if (!weekdays.size) for (const day of ALL_WEEKDAYS) weekdays.add(day);
    for (const day of exceptWeekdays) weekdays.delete(day);
  }
  if (exceptMonths.size) {
    if (!months.size) for (const month of ALL_MONTHS) months.add(month);
    for (const month of exceptMonths) months.delete(month);
  }
  const nothingLeft =
    (exceptWeekdays.size && !weekdays.size) ||
    (exceptMonths.size && !months.size) ||
    (exceptMonthDays.size && !monthDays.size);
  if (nothingLeft) throw refuse(exceptText, 'leaves nothing.');
}
