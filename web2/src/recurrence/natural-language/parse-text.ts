import { describeRecurrence } from '@/recurrence/describe';
import { parseRecurrence } from '@/recurrence/recurrence';
import { Cursor } from './cursor';
import { Draft, refuse } from './draft';
import { notUnderstood } from './not-understood';
import { readBusinessDay } from './read-business-day';
import { readCount } from './read-counts';
import { readDateStretch } from './read-date-stretch';
import { readEnd } from './read-end';
import { readExcept } from './read-except';
import { readInterval, readWithin } from './read-intervals';
import { readMinutesPast } from './read-minutes';
import { readAnchor, readDayNumbers } from './read-month-days';
import { readDates, readMonths } from './read-months';
import { readNearestWeekday } from './read-nearest-weekday';
import { readOffset } from './read-offset';
import { readOrdinals } from './read-ordinals';
import { readSteppedDays } from './read-stepped-days';
import { readTimes } from './read-times';
import { readWeekdays } from './read-weekdays';
import { readWindow } from './read-window';
import { resolveDays } from './resolve-days';
import { resolveTimes } from './resolve-times';
import { readDayPart } from './time-of-day';
import { toRecurrenceText } from './to-recurrence-text';
import { type Token, tokenize } from './tokens';
import { EVERY, FILLERS, JOINING, LEADING } from './vocabulary';

/** In order: what takes more words comes before what would take a part of them. */
const READERS = [
  ...[readEnd, readExcept, readCount, readSteppedDays, readNearestWeekday, readBusinessDay, readDateStretch, readDates],
  ...[readMinutesPast, readWindow],
  ...[readOffset, readAnchor, readInterval, readWeekdays, readOrdinals, readDayNumbers, readTimes, readMonths],
  ...[readDayPart, readWithin],
];

/**
 * What a sentence such as "every weekday at 9am" means: the recurrence, and the sentence read back.
 * Throws RecurrenceError naming the words that it does not understand or that can mean more than one thing.
 */
export function parseText(text: string): { recurrence: string; description: string } {
  if (isRecurrence(text)) throw refuse(text.trim(), 'is no sentence: enter it as cron or RRULE, not in words.');
  const draft = readSentence(new Cursor(tokenize(text)));
  if (draft.problems) throw draft.problems;
  const clock = resolveTimes(draft);
  const recurrence = parseRecurrence(toRecurrenceText(resolveDays(draft), clock, draft.end));
  return { recurrence: recurrence.text, description: describeRecurrence(recurrence) };
}

/** Five fields of which one is a star, @daily, or RRULE: and its parts. */
function isRecurrence(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return /^(rrule:|@[a-z]+$)/i.test(text.trim()) || (fields.length === 5 && fields.includes('*'));
}

/** What the sentence asks for. Throws RecurrenceError naming the words that no reader takes. */
function readSentence(cursor: Cursor): Draft {
  const draft = new Draft();
  const unknown: Token[][] = [];
  let last = -2;
  while (cursor.peek()) {
    if (READERS.some((read) => read(cursor, draft))) continue;
    const token = cursor.peek();
    if (token && !isFiller(token, cursor)) {
      if (last === cursor.place - 1) unknown.at(-1)?.push(token);
      else unknown.push([token]);
      last = cursor.place;
    }
    if (JOINING.has(token?.word ?? '')) draft.joinedBy = 'and';
    else if (token?.word === ',') draft.joinedBy ||= ',';
    cursor.place++;
  }
  if (unknown.length) throw notUnderstood(unknown);
  return draft;
}

/** A filler leads to something: "every monday on" is cut off. */
function isFiller({ word }: Token, cursor: Cursor): boolean {
  // "this report", where "this friday" is one day.
  if (word === 'this' && /^(report|export|job|file|data|each|every|on)$/.test(cursor.peek(1)?.word ?? '')) return true;
  // "monday - 9am", as calendars print it, and "for mondays".
  const [before, after] = [cursor.previous(), cursor.peek(1)];
  if (word === '-' && (before?.weekday !== undefined || /day/.test(before?.word ?? '')))
    return after?.time !== undefined;
  if (word === 'once' && EVERY.has(after?.word ?? '')) return true;
  if (word === 'for' && (EVERY.has(after?.word ?? '') || /days$/.test(after?.word ?? ''))) return true;
  const rest = cursor.tokens.slice(cursor.place + 1);
  const leadsNowhere = LEADING.has(word) && rest.every(({ word }) => /^[^\p{L}\p{N}]+$/u.test(word));
  return FILLERS.has(word) && !leadsNowhere;
}
