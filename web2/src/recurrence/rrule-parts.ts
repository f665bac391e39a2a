import { RecurrenceError } from './errors';

/** How a part's numbers are checked; negative ones count from the end where `negative` allows them. */
type NumberPart = { readonly min: number; readonly max: number; readonly negative?: true };

/** The parts that hold lists of numbers, with their ranges. */
export const NUMBER_PARTS = {
  BYMONTH: { min: 1, max: 12 },
  BYMONTHDAY: { min: 1, max: 31, negative: true },
  BYYEARDAY: { min: 1, max: 366, negative: true },
  BYWEEKNO: { min: 1, max: 53, negative: true },
  BYSETPOS: { min: 1, max: 366, negative: true },
  BYHOUR: { min: 0, max: 23 },
  BYMINUTE: { min: 0, max: 59 },
} as const satisfies Record<string, NumberPart>;

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** RFC 5545's weekday codes, Sunday first. */
export const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

const PART_NAMES = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST', ...Object.keys(NUMBER_PARTS)];
const MOST_VALUES = 100;

/** Splits an RRULE line into its parts, each allowed and given once. */
export function splitParts(text: string): Map<string, string> {
  const line = text.trim().toUpperCase();
  const [first = ''] = line.split(/\r?\n/, 1);
  if (first !== line || /^(DTSTART|RDATE|EXDATE|EXRULE)/.test(line))
    throw new RecurrenceError(
      'Use one RRULE line only: the start is set beside it, and dates cannot be added or left out.',
    );
  const parts = new Map<string, string>();
  for (const part of line.replace(/^RRULE:|;$/g, '').split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (!PART_NAMES.includes(name))
      throw new RecurrenceError(`“${part}” is not understood: an RRULE has ${PART_NAMES.join(', ')}.`);
    if (value === '' || more.length) throw partError(name, `${name} needs a value.`);
    if (parts.has(name)) throw partError(name, `${name} is given twice.`);
    parts.set(name, value);
  }
  return parts;
}

/** A part's list of numbers, sorted and each once; null when the part is absent. */
export function readNumbers(parts: ReadonlyMap<string, string>, name: keyof typeof NUMBER_PARTS): number[] | null {
  const text = parts.get(name);
  if (text === undefined) return null;
  const range: NumberPart = NUMBER_PARTS[name];
  const values = text.split(',').map((value) => {
    const number = /^[+-]?\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
    const size = range.negative ? Math.abs(number) : number;
    if (size >= range.min && size <= range.max) return number;
    if (value === '') throw partError(name, `${name} has a comma without a value.`);
    const fromEnd = range.negative ? ` or -${range.max} to -${range.min}` : '';
    throw partError(name, `${name} must be ${range.min} to ${range.max}${fromEnd}, not ${value}.`);
  });
  if (values.length > MOST_VALUES) throw partError(name, `${name} has at most ${MOST_VALUES} values.`);
  return [...new Set(values)].sort((a, b) => a - b);
}

/** A part that is one whole number from 1 to `max`. */
export function readCount(parts: ReadonlyMap<string, string>, name: string, max: number): number | null {
  const text = parts.get(name);
  if (text === undefined) return null;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= max) return number;
  throw partError(name, `${name} must be 1 to ${max.toLocaleString('en')}, not ${text}.`);
}

export function partError(field: string, message: string): RecurrenceError {
  return new RecurrenceError(message, { field });
}
