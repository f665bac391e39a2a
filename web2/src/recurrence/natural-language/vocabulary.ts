/** The words that mean something, and what they mean. Everything is lower case. */

const pairs = (words: Record<string, string>) =>
  new Map(Object.entries(words).flatMap(([meaning, list]) => list.split(' ').map((word) => [word, meaning] as const)));

function numbered(lists: readonly string[], from: number): Map<string, number> {
  return new Map(lists.flatMap((list, index) => list.split(' ').map((word) => [word, index + from] as const)));
}

/** Sunday is 0. Plurals and a dot after an abbreviation are taken off before looking up. */
export const WEEKDAYS = numbered(
  [
    'sunday sun su',
    'monday mon mo',
    'tuesday tue tues tu',
    'wednesday wed weds',
    'thursday thu thur thurs th',
    'friday fri fr',
    'saturday sat sa',
  ],
  0,
);

export const MONTHS = numbered(
  [
    ...['january jan', 'february feb', 'march mar', 'april apr', 'may', 'june jun'],
    ...['july jul', 'august aug', 'september sep sept', 'october oct', 'november nov', 'december dec'],
  ],
  1,
);

export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

export const UNITS = pairs({
  second: 'sec secs seconds s',
  minute: 'minute minutes min mins',
  hour: 'hour hours hr hrs h',
  day: 'day days',
  week: 'week weeks wk wks',
  month: 'month months mth mths',
  quarter: 'quarter quarters qtr qtrs',
  year: 'year years yr yrs',
}) as ReadonlyMap<string, Unit>;

/** One word that says how often. */
export const FREQUENCIES: ReadonlyMap<string, readonly [count: number, unit: Unit]> = new Map([
  ['minutely', [1, 'minute']],
  ['hourly', [1, 'hour']],
  ['daily', [1, 'day']],
  ['everyday', [1, 'day']],
  ['nightly', [1, 'day']],
  ['weekly', [1, 'week']],
  ['wkly', [1, 'week']],
  ['fortnightly', [2, 'week']],
  ['monthly', [1, 'month']],
  ['mthly', [1, 'month']],
  ['quarterly', [1, 'quarter']],
  ['qtrly', [1, 'quarter']],
  ['semiannually', [6, 'month']],
  ['semiannual', [6, 'month']],
  ['yearly', [1, 'year']],
  ['annually', [1, 'year']],
  ['annual', [1, 'year']],
]);

/** Twice a unit, or every two of them: only the days that are named tell. */
export const TWICE_OR_EVERY_TWO: ReadonlyMap<string, Unit> = new Map([
  ['biweekly', 'week'],
  ['bi-weekly', 'week'],
  ['bimonthly', 'month'],
  ['bi-monthly', 'month'],
]);

const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const ONES_ORDINAL =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const TENS = ['twenty', 'thirty', 'forty', 'fifty'];

/** zero to fifty-nine; the tens are joined by a hyphen. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ['zero', 0],
  ...ONES.map((word, index) => [word, index + 1] as const),
  ...TENS.flatMap((tens, index) => [
    [tens, (index + 2) * 10] as const,
    ...ONES.slice(0, 9).map((ones, one) => [`${tens}-${ones}`, (index + 2) * 10 + one + 1] as const),
  ]),
]);

/** first to thirty-first. */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map([
  ...ONES_ORDINAL.map((word, index) => [word, index + 1] as const),
  ['twentieth', 20],
  ['thirtieth', 30],
  ...ONES_ORDINAL.slice(0, 9).flatMap((word, index) => [
    [`twenty-${word}`, index + 21] as const,
    [`thirty-${word}`, index + 31] as const,
  ]),
]);

export const EVERY: ReadonlySet<string> = new Set(['every', 'each', 'all']);
export const SEPARATORS: ReadonlySet<string> = new Set([',', 'and', '&', '/', '+', 'plus', 'or', 'also']);
export const RANGE_WORDS: ReadonlySet<string> = new Set(['-', 'to', 'through', 'thru', 'until', 'till', 'til', 'upto']);
/** Each is one phrase; the longer ones come first. */
export const EXCEPT = [
  ...['other than', 'apart from', 'aside from', 'with the exception of', 'but not', 'and not', 'except', 'excluding'],
  ...['without', 'besides', 'skipping', 'excl', 'not', 'but'],
] as const;

/** Between days of two kinds, either is meant. */
export const JOINING: ReadonlySet<string> = new Set(['and', '&', 'or', 'plus', 'also']);

/** Fillers after which something must follow. */
export const LEADING: ReadonlySet<string> = new Set([
  'and',
  '&',
  'or',
  'on',
  'in',
  'of',
  'the',
  'a',
  'an',
  'plus',
  'also',
]);

/** Words that say nothing about when. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    ', . ; : ! ( ) “ ” " and & also or plus on in of the a an please kindly run runs running send sends sent schedule scheduled execute trigger repeat repeats repeating ' +
    'occurs happens recurring do it me us my our report reports export exports job jobs task email mail deliver create generate get give want need ' +
    'hey hi hello thanks thank remind arrive arrives receive should will just only exactly sharp promptly always automatically both single can could would like you i ?'
  ).split(' '),
);

/** Hours that a part of the day makes of a bare 1 to 12; null where nobody says it. */
export const DAY_PARTS: ReadonlyMap<string, (hour: number) => number | null> = new Map([
  ['morning', (hour: number) => (hour < 12 ? hour : null)],
  ['afternoon', (hour: number) => (hour === 12 ? 12 : hour <= 6 ? hour + 12 : null)],
  ['evening', (hour: number) => (hour >= 4 && hour < 12 ? hour + 12 : null)],
  ['night', (hour: number) => (hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour)],
  ['nightly', (hour: number) => (hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour)],
]);
