import { daysInMonth } from '@/recurrence/civil';
import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft } from './draft';
import { EVERY, FREQUENCIES } from './vocabulary';

/** "until 31 December 2027", "for 20 times": a day with its year, or a number of runs. */
export function readEnd(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const end = cursor.attempt(() => until(cursor)) ?? cursor.attempt(() => times(cursor, draft));
  if (!end) return false;
  const text = cursor.textSince(place);
  if (draft.end) throw new RecurrenceError(`“${text}”: say once how it ends.`, { words: [text] });
  draft.end = end;
  return true;
}

function until(cursor: Cursor): { until: string } | null {
  const { place } = cursor;
  if (!cursor.takeWord('until', 'till', 'til', 'through', 'ending', 'ends')) return null;
  cursor.takeWord('on');
  cursor.takeWord('the');
  const date = dateWithYear(cursor);
  if (!date) return null;
  const [year = 0, month = 0, day = 0] = date;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    const text = cursor.textSince(place);
    throw new RecurrenceError(`“${text}” is not a date.`, { words: [text] });
  }
  return { until: `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}` };
}

/** 2027-12-31, 31 December 2027, December 31st, 2027: year, month and day. */
function dateWithYear(cursor: Cursor): number[] | null {
  const written = cursor.peek()?.date;
  if (written) cursor.place++;
  if (written) return written.split('-').map(Number);
  const first = takeDayOrMonth(cursor);
  cursor.takeWord('of');
  const second = takeDayOrMonth(cursor);
  cursor.takeWord(',');
  const year = cursor.peek()?.number ?? 0;
  const month = first?.month ?? second?.month;
  const day = first?.day ?? second?.day;
  if (month === undefined || day === undefined || year < 1970 || year > 9999) return null;
  cursor.place++;
  return [year, month, day];
}

function takeDayOrMonth(cursor: Cursor): { month?: number | undefined; day?: number | undefined } | null {
  const { month, number, ordinal } = cursor.peek() ?? {};
  const day = number ?? ordinal;
  if (month === undefined && day === undefined) return null;
  cursor.place++;
  return month === undefined ? { day } : { month };
}

/** Without "for", and before it is said when in a day, "3 times" might be how often a day. */
function times(cursor: Cursor, draft: Draft): { count: number } | null {
  const saysWhen = draft.has('time') || draft.every.has('minute') || draft.every.has('hour');
  if (!cursor.takeWord('for') && !(saysWhen && cursor.takeWord(','))) return null;
  const count = cursor.peek()?.number;
  if (count === undefined) return null;
  cursor.place++;
  const ends = cursor.takeWord('times', 'occurrences', 'runs');
  // "3 times a day" is how often, not for how long.
  const next = cursor.peek()?.word ?? '';
  const isRate = /^(an?|per)$/.test(next) || EVERY.has(next) || FREQUENCIES.has(next);
  return ends && !isRate ? { count } : null;
}
