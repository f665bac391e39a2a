import { describeRecurrence } from '@/recurrence/describe';
import { RecurrenceError } from '@/recurrence/errors';
import { parseRecurrence } from '@/recurrence/recurrence';
import { listWords } from '@/recurrence/words';
import { Cursor } from './cursor';
import { Draft } from './draft';
import { readCount, readInterval, readWithin } from './read-intervals';
import { readMinutesPast } from './read-minutes';
import { readAnchor, readDayNumbers } from './read-month-days';
import { readDates, readExcept, readMonths } from './read-months';
import { readOrdinals } from './read-ordinals';
import { readTimes, readWindow } from './read-times';
import { readWeekdays } from './read-weekdays';
import { resolveDays } from './resolve-days';
import { resolveTimes } from './resolve-times';
import { readDayPart } from './time-of-day';
import { toRecurrenceText } from './to-recurrence-text';
import { type Token, tokenize } from './tokens';
import { AMBIGUOUS, FILLERS } from './vocabulary';

/** In order: what takes more words comes before what would take a part of them. */
const READERS = [
  ...[
    readExcept,
    readCount,
    readDates,
    readMinutesPast,
    readWindow,
    readAnchor,
    readInterval,
    readWeekdays,
    readOrdinals,
  ],
  ...[readDayNumbers, readTimes, readMonths, readDayPart, readWithin],
];

/**
 * What a sentence such as "every weekday at 9am" means: the recurrence, and the sentence read back.
 * Throws RecurrenceError naming the words that it does not understand or that can mean more than one thing.
 */
export function parseText(text: string): { recurrence: string; description: string } {
  const cursor = new Cursor(tokenize(text));
  if (!cursor.peek()) throw new RecurrenceError('Say when, as every weekday at 9am.');
  const draft = new Draft();
  const unknown: Token[][] = [];
  let last = -2;
  while (cursor.peek()) {
    if (READERS.some((read) => read(cursor, draft))) continue;
    const token = cursor.peek();
    if (token && !FILLERS.has(token.word)) {
      if (last === cursor.place - 1) unknown.at(-1)?.push(token);
      else unknown.push([token]);
      last = cursor.place;
    }
    if (token?.word === 'and' || token?.word === '&') draft.joinedBy = 'and';
    else if (token?.word === ',') draft.joinedBy ||= ',';
    cursor.place++;
  }
  if (unknown.length) throw notUnderstood(unknown);
  if (draft.problem) throw draft.problem;
  const clock = resolveTimes(draft);
  const recurrence = parseRecurrence(toRecurrenceText(resolveDays(draft), clock));
  return { recurrence: recurrence.text, description: describeRecurrence(recurrence) };
}

function notUnderstood(phrases: readonly (readonly Token[])[]): RecurrenceError {
  const words = phrases.map((tokens) => tokens.map(({ text }) => text).join(' '));
  for (const token of phrases.flat()) {
    const hint = AMBIGUOUS.get(token.word);
    if (hint) return new RecurrenceError(`“${token.text}” ${hint}`, { words: [token.text] });
  }
  const quoted = listWords(words.map((phrase) => `“${phrase}”`));
  return new RecurrenceError(`${quoted} ${words.length > 1 ? 'are' : 'is'} not understood.`, { words });
}
