import { RecurrenceError } from '@/recurrence/errors';
import { NUMBER_ENDINGS, NUMBER_TENS, normalize } from './normalize';
import { MONTHS, NUMBER_WORDS, ORDINAL_WORDS, UNITS, type Unit, WEEKDAYS } from './vocabulary';

/** A time of day as written: `meridiem` null leaves open whether a 1 to 12 is before or after noon. */
export type WrittenTime = { readonly hour: number; readonly minute: number; readonly meridiem: 'am' | 'pm' | null };

/** One word, number, time or mark; `text` is as the person wrote it, `word` in lower case. */
export type Token = {
  readonly text: string;
  readonly word: string;
  readonly number?: number;
  /** Of 1st or first; -1 for last. */
  readonly ordinal?: number;
  /** Written in letters: a spelled 2 may be the second of something. */
  readonly spelled?: true;
  readonly time?: WrittenTime;
  /** Of 2027-12-31, as written. */
  readonly date?: string;
  readonly weekday?: number;
  readonly month?: number;
  readonly unit?: Unit;
};

/** In characters; a longer text is no sentence about a schedule. */
export const LONGEST_TEXT = 256;
/** What follows the dot of "1. of the month" and "1. January", which make an ordinal of it. */
const MONTH_STARTS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const MERIDIEM = String.raw`[ap](?:m|\.\s?m)\b\.?`;
const PATTERN = new RegExp(
  [
    String.raw`(?<date>\d{4}-\d\d-\d\d)(?![\w-])`,
    // 15.03. is a date to many, and may be a time.
    String.raw`(?<!\b(?:at|@) )\b\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?!\d)`,
    String.raw`(?<clock>\d+(?:[:.]|h(?=\d))\d+(?::\d+)?)(?:\s*${MERIDIEM})?(?![\w:])`,
    String.raw`(?<hour>\d+)\s*${MERIDIEM}(?!\w)`,
    String.raw`(?<ordinal>\d+)(?:\s?(?:st|nd|rd|th)\b|\.(?=,? (?:of\b|day\b|(?:(?:and|&|or) )?\d{1,2}\. |(?:${MONTH_STARTS}))))`,
    'q[1-4]\\b',
    String.raw`(?<number>\d+)`,
    String.raw`:\d\d(?!\d)`,
    String.raw`[ap]\.m\b\.?`,
    `(?:${NUMBER_TENS})-(?:${NUMBER_ENDINGS})\\b`,
    String.raw`bi-\p{L}+|\p{L}[\p{L}’']*`,
    String.raw`\S`,
  ].join('|'),
  'giu',
);

/** Splits a sentence into tokens. Throws RecurrenceError for times that do not exist, and for too long a sentence. */
export function tokenize(sentence: string): Token[] {
  if (sentence.length > LONGEST_TEXT) throw new RecurrenceError(`Use at most ${LONGEST_TEXT} characters.`);
  const offset = /(?<=\d|[ap]m ?|\d )\+(?:0\d|1[0-4]):?[0-5]\d\b/i.exec(sentence)?.[0];
  if (offset)
    throw new RecurrenceError(`“${offset}” is a time zone: choose it beside the schedule.`, { words: [offset] });
  return joinTimes([...normalize(sentence).matchAll(PATTERN)].map(toToken)).map(wednesday);
}

/** "we" is Wednesday beside another weekday of two letters, as in "mo, we, fr". */
function wednesday(token: Token, index: number, tokens: readonly Token[]): Token {
  if (token.word !== 'we') return token;
  const isShortDay = (other: Token | undefined) => other?.weekday !== undefined && other.word.length === 2;
  const isMark = (other: Token | undefined) => /^([,/&+-]|and|to)$/.test(other?.word ?? '');
  const [before, after] = [-1, 1].map((step) => tokens[index + (isMark(tokens[index + step]) ? 2 * step : step)]);
  return isShortDay(before) || isShortDay(after) ? { ...token, weekday: 3 } : token;
}

function toToken(match: RegExpMatchArray): Token {
  const [text] = match;
  const word = text.toLowerCase();
  const { date, clock, hour, ordinal, number } = match.groups ?? {};
  const meridiem = meridiemOf(word);
  if (date !== undefined) return { text, word, date };
  if (clock !== undefined) {
    const [hours = '', minutes = '', seconds = '00'] = clock.toLowerCase().split(/[:.h]/);
    if (minutes.length !== 2 && clock.includes('.')) return { text, word };
    if (minutes.length !== 2) throw notATime(text);
    if (seconds !== '00') throw new RecurrenceError(`“${text}” has seconds: use whole minutes.`, { words: [text] });
    return { text, word, time: checkedTime(text, Number(hours), Number(minutes), meridiem) };
  }
  if (hour !== undefined) return { text, word, time: checkedTime(text, ...hourAndMinute(hour), meridiem) };
  if (ordinal !== undefined) return { text, word, ordinal: Number(ordinal) };
  if (number !== undefined) return { text, word, number: Number(number) };
  return { text, word, ...meaningOf(word) };
}

function meaningOf(word: string): Partial<Token> {
  const number = NUMBER_WORDS.get(word);
  if (number !== undefined) return { number, spelled: true };
  const ordinal = ORDINAL_WORDS.get(word);
  if (ordinal !== undefined) return { ordinal, spelled: true };
  if (word === 'last' || word === 'final') return { ordinal: -1, spelled: true };
  if (word === 'noon' || word === 'midday') return { time: { hour: 12, minute: 0, meridiem: 'pm' } };
  if (word === 'midnight') return { time: { hour: 0, minute: 0, meridiem: 'am' } };
  const unit = UNITS.get(word);
  if (unit) return { unit };
  const singular = word.length > 4 ? word.replace(/[’']?s$/, '') : word;
  const weekday = WEEKDAYS.get(word) ?? WEEKDAYS.get(singular);
  if (weekday !== undefined) return { weekday };
  const month = MONTHS.get(word) ?? MONTHS.get(singular);
  return month === undefined ? {} : { month };
}

/** "12 noon", "five pm", "nine fifteen" and "9 o'clock" are one time each. */
function joinTimes(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  tokens.forEach((token, index) => {
    const before = joined.at(-1);
    const text = before ? `${before.text} ${token.text}` : '';
    const time = before && joinedTime(before, token, tokens[index + 1], text);
    if (time) joined[joined.length - 1] = { text, word: text.toLowerCase(), time };
    else joined.push(token);
  });
  return joined;
}

function joinedTime(before: Token, token: Token, next: Token | undefined, text: string): WrittenTime | null {
  const meridiem = /^[ap]\.?m\.?$/.test(token.word) ? meridiemOf(token.word) : null;
  if (before.time?.meridiem === null && meridiem)
    return checkedTime(text, before.time.hour, before.time.minute, meridiem);
  const hour = before.number;
  if (/^(noon|midday|midnight)$/.test(token.word) && (hour !== undefined || before.time)) {
    if (hour !== 12 && !(before.time?.hour === 12 && before.time.minute === 0)) throw notATime(text);
    return token.time ?? null;
  }
  if (hour === undefined) return null;

  if (/^o[’']?clock$/.test(token.word)) return checkedTime(text, hour, 0, null);
  const minutes = before.spelled && token.spelled && next?.unit === undefined ? (token.number ?? 0) : 0;
  if (hour < 24 && minutes >= 10) return checkedTime(text, hour, minutes, null);
  return meridiem && checkedTime(text, hour, 0, meridiem);
}

function meridiemOf(word: string): WrittenTime['meridiem'] {
  const [, letter] = /([ap])\.?\s?m\.?$/.exec(word) ?? [];
  return letter === undefined ? null : letter === 'a' ? 'am' : 'pm';
}

/** A number that hardly counts anything else. */
export function isYear(number = 0): boolean {
  return number >= 1970 && number < 2200;
}

/** 9, 930 and 0930 as an hour and its minutes. */
export function hourAndMinute(digits: string): [hour: number, minute: number] {
  const value = Number(digits);
  return /^\d{3,4}$/.test(digits) ? [Math.floor(value / 100), value % 100] : [value, 0];
}

/** A time of day that exists: 0:00 to 23:59, or 1 to 12 with am or pm. */
export function checkedTime(
  text: string,
  hour: number,
  minute: number,
  meridiem: WrittenTime['meridiem'],
): WrittenTime {
  const valid = minute < 60 && (meridiem === null ? hour < 24 : hour >= 1 && hour <= 12);
  if (!valid) throw notATime(text);
  return { hour, minute, meridiem };
}

function notATime(text: string): RecurrenceError {
  return new RecurrenceError(`“${text}” is not a time. Try 17:00 or 5pm.`, { words: [text] });
}
