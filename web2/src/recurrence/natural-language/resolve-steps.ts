import { conflict, type Draft, refuse } from './draft';

type Every = { readonly count: number; readonly text: string };

const DAY_MINUTES = 1440;
/** As often as an RRULE may run in a day. */
const MOST_TIMES_A_DAY = 100;

/** Every 30 minutes from 8:30 to 17:30: counted from its start, both ends included. Throws RecurrenceError for what has no run. */
export function stepsWithin(draft: Draft, every: Every, { from, to }: { from: number; to: number }): number[] {
  const { window, offset } = draft;
  const text = window?.text ?? '';
  if (offset) throw conflict(text, offset.text);
  // "to midnight" ends with the day, and midnight is the next one's.
  const end = to === 0 ? DAY_MINUTES - 1 : to;
  if (end === from) throw refuse(text, 'is one moment: write the time alone.');
  if (end < from) checkOvernight(draft);
  const count = Math.floor((end - from + (end < from ? DAY_MINUTES : 0)) / every.count) + 1;
  if (count > MOST_TIMES_A_DAY)
    throw refuse(every.text, `${text} is more than ${MOST_TIMES_A_DAY} times a day: use whole hours.`);
  return Array.from({ length: count }, (_, index) => (from + index * every.count) % DAY_MINUTES);
}

/** Every 90 minutes of a day that divides by it. Throws RecurrenceError for others, which would run unevenly over midnight. */
export function stepsOfDay({ offset }: Draft, { count, text }: Every): number[] {
  if (DAY_MINUTES % count || DAY_MINUTES / count > MOST_TIMES_A_DAY)
    throw refuse(
      text,
      'does not divide an hour or a day evenly: use 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 45 or 90 minutes.',
    );
  if (offset && (offset.unit === 'day' || offset.value >= count))
    throw refuse(offset.text, 'is not clear: write from when until when, as from 8:30 to 17:30.');
  const first = offset?.value ?? 0;
  return Array.from({ length: DAY_MINUTES / count }, (_, index) => first + index * count);
}

/** A stretch over midnight would belong to two days, so it stands only where every day is meant. */
export function checkOvernight(draft: Draft): void {
  if (draft.has('weekday') || draft.has('month day') || draft.has('date'))
    throw refuse(draft.window?.text ?? '', 'goes over midnight, so it cannot be on some days only.');
}
