import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { readWithin } from './read-intervals';
import { checkedDay } from './read-month-days';
import { takeWorkday, weekdayList } from './read-weekdays';
import { EVERY } from './vocabulary';

/** "1st and 15th", "the last day", "first monday of the month", "third to last business day", "first 5 days". */
export function readOrdinals(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    cursor.takeIn(EVERY);
    const between = cursor.takeWord('between');
    const from = cursor.takeWord('from');
    const the = cursor.takeWord('the');
    const ordinals = between ? betweenPair(cursor) : cursor.list(() => ordinalItem(cursor, from)).flat();
    if (!ordinals.length) return null;
    const spelled = cursor.tokens
      .slice(place, cursor.place)
      .every((token) => token.ordinal === undefined || token.spelled);
    const read =
      countedDays(cursor, ordinals) ??
      businessDays(cursor, ordinals) ??
      nthWeekdays(cursor, ordinals) ??
      monthDays(cursor, ordinals, spelled && !the);
    return read && { apply: read, text: cursor.textSince(place) };
  });
  if (!found) return false;
  found.apply(draft, found.text);
  readWithin(cursor, draft);
  return true;
}

type Apply = (draft: Draft, text: string) => void;

function countedDays(cursor: Cursor, ordinals: readonly number[]): Apply | null {
  const [first = 0] = ordinals;
  const count = cursor.peek()?.number;
  if (count === undefined || ordinals.length > 1 || Math.abs(first) !== 1 || cursor.peek(1)?.unit !== 'day')
    return null;
  cursor.place += 2;
  return (draft, text) => {
    for (let day = 1; day <= checkedDay(count, text); day++) draft.monthDays.add(first * day);
    draft.note('month day', text);
  };
}

function businessDays(cursor: Cursor, ordinals: readonly number[]): Apply | null {
  if (!takeWorkday(cursor)) return null;
  return (draft, text) => {
    if (ordinals.some((nth) => Math.abs(nth) > 23)) throw tooMany(text);
    for (const nth of ordinals) draft.businessDays.add(nth);
    draft.note('weekday', text);
  };
}

function nthWeekdays(cursor: Cursor, ordinals: readonly number[]): Apply | null {
  const weekdays = cursor.peek()?.weekday === undefined ? null : weekdayList(cursor);
  if (!weekdays) return null;
  return (draft, text) => {
    // In "the 15th and the last friday" only the ordinal beside the weekday can count it.
    const counting = ordinals.some((nth) => nth > 5) ? ordinals.slice(-1) : ordinals;
    const dates = ordinals.slice(0, ordinals.length - counting.length);
    for (const day of dates) draft.monthDays.add(checkedDay(day, text));
    if (dates.length) draft.note('month day', text);
    if (dates.length) draft.joinedBy = 'and';
    for (const nth of counting) {
      if (Math.abs(nth) > 5) throw tooMany(text);
      for (const weekday of weekdays) draft.addNthWeekday({ weekday, nth });
    }
    draft.note('weekday', text);
  };
}

function monthDays(cursor: Cursor, ordinals: readonly number[], spelled: boolean): Apply | null {
  const days = cursor.peek()?.unit === 'day';
  if (days) cursor.place++;
  // "last" and "second" alone name nothing, nor does "the last"; "1st week" is no day.
  const alone = spelled || ordinals.every((day) => day === -1);
  if (cursor.peek()?.unit || (alone && !days && !belongsToMonth(cursor))) return null;
  return (draft, text) => {
    for (const day of ordinals) draft.monthDays.add(checkedDay(day, text));
    draft.note('month day', text);
  };
}

function belongsToMonth(cursor: Cursor): boolean {
  if (cursor.peek()?.word !== 'of') return false;
  const [next, after] = [cursor.peek(1), cursor.peek(2)];
  return [next, after].some((token) => token?.month !== undefined || token?.unit !== undefined);
}

/** "between the 1st and 15th". */
function betweenPair(cursor: Cursor): number[] {
  const pair = cursor.range(() => ordinal(cursor), { between: true });
  return pair ? stretch(...pair) : [];
}

/** The days from one to another; to the last, which short months reach earlier, is to the 31st. */
function stretch(from: number, to: number): number[] {
  const end = to === -1 ? 31 : to;
  return from > 0 ? Array.from({ length: Math.max(end - from + 1, 0) }, (_, index) => from + index) : [];
}

function ordinalItem(cursor: Cursor, from: boolean): number[] | null {
  cursor.takeWord('on');
  cursor.takeWord('the');
  if (cursor.takeWord('penultimate')) return [-2];
  const { place } = cursor;
  const pair = cursor.range(() => ordinal(cursor));
  if (pair) {
    // "second to last" counts from the end, "the 25th to the last" and "from the 25th to last" do not.
    const isStretch = from || / the /.test(cursor.textSince(place).toLowerCase());
    if (pair[1] === -1 && !isStretch) return [-pair[0]];
    const days = stretch(...pair);
    return days.length ? days : null;
  }
  const one = ordinal(cursor);
  const fromEnd = one !== null && one > 0 && cursor.peek()?.ordinal === -1 && cursor.takeWord('last');
  return one === null ? null : [fromEnd ? -one : one];
}

function ordinal(cursor: Cursor): number | null {
  const found = cursor.peek()?.ordinal;
  if (found !== undefined) cursor.place++;
  return found ?? null;
}

function tooMany(text: string): RecurrenceError {
  return new RecurrenceError(`“${text}”: no month has that many.`, { words: [text] });
}
