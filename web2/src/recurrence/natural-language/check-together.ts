import { conflict, type Draft } from './draft';

/** What cannot hold together in one schedule. */
export function checkTogether(draft: Draft): void {
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
  if (day && draft.namesDays) throw conflict(day.text, said('weekday', 'month day', 'date'));
  const [weekly, monthly] = [every.get('week'), every.get('month')];
  if (weekly && monthly) throw conflict(weekly.text, monthly.text);
  if (weekly && monthDays.size + businessDays.size + nthWeekdays.length > 0)
    throw conflict(weekly.text, said('month day', 'date', 'weekday'));
  if (draft.nearestWeekday !== null && (businessDays.size || weekdays.size || monthDays.size || nthWeekdays.length))
    throw conflict(said('weekday'), said('month day', 'date') || 'the other days');
  const plainDays = monthDays.size + weekdays.size + nthWeekdays.length > 0;
  if (businessDays.size && plainDays) throw conflict(said('weekday'), said('month day', 'date') || 'the other days');
  if (draft.bothDays && nthWeekdays.length) throw conflict(said('weekday'), said('month day'));
}
