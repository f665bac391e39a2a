export const MONTH_NAMES = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;
export const WEEKDAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}

/** 1st, 2nd, 3rd, 11th... */
export function ordinalNumber(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

/** first to fifth, last (-1), second to last (-2)... */
export function ordinalWord(nth: number): string {
  if (nth === -1) return 'last';
  return nth < 0 ? `${ORDINALS[-nth] ?? ordinalNumber(-nth)} to last` : (ORDINALS[nth] ?? ordinalNumber(nth));
}

/** Minutes of the day as 24-hour clock time. */
export function clockTime(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** Months by name: a list, or "June to August" for three or more in a row (December to February too). */
export function monthsText(months: readonly number[]): string {
  const run = runOf(months, 12, 1);
  if (run) return `${MONTH_NAMES[run.from - 1]} to ${MONTH_NAMES[run.to - 1]}`;
  return listWords(months.map((month) => MONTH_NAMES[month - 1] ?? ''));
}

/** The ends of three or more values in a row, around the end of the cycle too; null when there is a hole. */
export function runOf(values: readonly number[], size: number, min = 0): { from: number; to: number } | null {
  if (values.length < 3 || values.length >= size) return null;
  const has = new Set(values.map((value) => value - min));
  const starts = [...has].filter((value) => !has.has((value + size - 1) % size));
  const [from] = starts;
  if (from === undefined || starts.length > 1) return null;
  return { from: from + min, to: ((from + values.length - 1) % size) + min };
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
