import { RecurrenceError } from '@/recurrence/errors';
import { listWords, ordinalNumber } from '@/recurrence/words';
import { nearestWord } from './nearest-word';
import { namesTimezone } from './time-zone-words';
import { isYear, type Token } from './tokens';

const ONE_DAY = 'is one day, and a schedule repeats: write the weekday or date, as every tuesday.';
const START = 'is not part of the words: set the start date beside the schedule.';
const END = 'needs a day with its year, as until 31 December 2027, or set the end date beside the schedule.';
const VAGUE = 'does not say exactly when: write the time, as at 9am.';

const HOURS = 'does not say which hours: write them, as from 9am to 5pm.';
const HOLIDAYS = 'is not part of the words: choose beside the schedule what happens on holidays.';
const YEAR = 'is a year, and a schedule repeats: leave it out, or set its start and end beside the schedule.';

/** Words that people do write, and what to write instead. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ...['today', 'tonight', 'tomorrow', 'yesterday', 'next', 'this', 'now'].map((word) => [word, ONE_DAY] as const),
  ...['starting', 'starts', 'start', 'beginning', 'begin', 'begins', 'since'].map((word) => [word, START] as const),
  ...['until', 'till', 'ending', 'ends', 'for'].map((word) => [word, END] as const),
  ...['around', 'about', 'by', 'before', 'after', 'approximately', 'roughly'].map((word) => [word, VAGUE] as const),
  ['times', 'can mean a day or in all: write 3 times a day with its times, or for 3 times.'],
  ['once', 'is one run, and a schedule repeats: write how often, as once a week.'],
  ['biannually', 'can mean twice a year or every 2 years: write which.'],
  ['biannual', 'can mean twice a year or every 2 years: write which.'],
  ['biennially', 'is too seldom: use at most 12 months.'],
  ['m', 'can mean minutes or months: write which.'],
  ['mid', 'does not say which day: write the 15th.'],
  ['middle', 'does not say which day: write the 15th.'],
  ...['eod', 'cob', 'close', 'lunchtime', 'lunch'].map((word) => [word, VAGUE] as const),
  ...['business', 'working', 'office'].map((word) => [word, HOURS] as const),
  ...['holiday', 'holidays'].map((word) => [word, HOLIDAYS] as const),
  ...['q1', 'q2', 'q3', 'q4'].map((word) => [word, 'is three months: name them, as january to march.'] as const),
  ['midweek', 'does not say which day: write wednesday.'],
  ['week', 'does not say which day: name the weekday, as every friday or the first friday of the month.'],
]);

/** The error for words that no reader took; `phrases` are those that stand together. */
export function notUnderstood(phrases: readonly (readonly Token[])[]): RecurrenceError {
  const words = phrases.map((tokens) => tokens.map(({ text }) => text).join(' '));
  const zone = words.find(namesTimezone);
  if (zone) return new RecurrenceError(`“${zone}” is a time zone: choose it beside the schedule.`, { words: [zone] });
  for (const [index, tokens] of phrases.entries())
    for (const token of tokens) {
      const hint = HINTS.get(token.word) ?? (token.date ? ONE_DAY : isYear(token.number) ? YEAR : undefined);
      const text = words[index] ?? token.text;
      if (hint) return new RecurrenceError(`“${text}” ${hint}`, { words: [text] });
    }
  const quoted = listWords(words.map((phrase) => `“${phrase}”`));
  return new RecurrenceError(`${quoted} ${words.length > 1 ? 'are' : 'is'} not understood.${advice(phrases.flat())}`, {
    words,
  });
}

function advice(tokens: readonly Token[]): string {
  const [only] = tokens;
  if (only?.number !== undefined && tokens.length === 1 && only.number < 24)
    return ` Say what it counts, as at ${only.number}:00 or on the ${ordinalNumber(only.number || 1)}.`;
  for (const { word, ...meaning } of tokens) {
    const near = isPlainWord(meaning) ? nearestWord(word) : null;
    if (near) return ` Did you mean ${near}?`;
  }
  return ' Write it like “every weekday at 9am”.';
}

/** A word that stands for nothing: no number, weekday, unit... */
function isPlainWord({ text: _, ...meaning }: Omit<Token, 'word'>): boolean {
  return Object.keys(meaning).length === 0;
}
