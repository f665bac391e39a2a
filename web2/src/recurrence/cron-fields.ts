import { RecurrenceError } from './errors';

/** One of the five fields: its name in messages, its range, and the names that stand for numbers. */
export type CronField = {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** How many different values there are; day of week has 7 although it takes 0 to 7. */
  readonly size: number;
  readonly names: readonly string[];
  readonly namesRange: string;
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function field(name: string, min: number, max: number, size: number, names: readonly string[] = []): CronField {
  return { name, min, max, size, names, namesRange: names.length ? ` or ${names[0]} to ${names.at(-1)}` : '' };
}

export const CRON_FIELDS = {
  minute: field('Minute', 0, 59, 60),
  hour: field('Hour', 0, 23, 24),
  dayOfMonth: field('Day of month', 1, 31, 31),
  month: field('Month', 1, 12, 12, MONTHS),
  dayOfWeek: field('Day of week', 0, 7, 7, WEEKDAYS),
} as const;

/** An error about one item of a field; `reason` completes the sentence. */
export function itemError(of: CronField, item: string, reason: string): RecurrenceError {
  return new RecurrenceError(`${of.name} “${item}” ${reason}`, { field: of.name });
}

function notUnderstood(of: CronField, item: string): RecurrenceError {
  return itemError(of, item, `is not understood: use ${of.min} to ${of.max}${of.namesRange}.`);
}

/** The number that a value stands for: digits or a three-letter name, within the field's range. */
export function readValue(of: CronField, value: string, item: string): number {
  const named = of.names.indexOf(value);
  if (named >= 0) return named + of.min;
  if (/^-?\d+$/.test(value)) {
    const number = Number(value);
    if (value.startsWith('-') || number < of.min || number > of.max) {
      const range = `${of.min} to ${of.max}${of.namesRange}`;
      throw new RecurrenceError(`${of.name} must be ${range}, not ${value}.`, { field: of.name });
    }
    return number;
  }
  if (/^H\b/.test(value)) throw itemError(of, item, 'would pick a random time: write a number.');
  throw notUnderstood(of, item);
}

/** The parts of a list, none of them empty. */
export function splitList(of: CronField, text: string): string[] {
  const items = text.split(',');
  if (items.some((item) => item === '')) throw itemError(of, text, 'has a comma without a value.');
  return items;
}

/**
 * One item of a list (`*`, `5`, `1-5`, `22-2`, `10/5`, `*\/15`), checked and written so that cron-parser reads it:
 * a range that wraps around, which it refuses, becomes a list of its values.
 */
export function plainItem(of: CronField, item: string): string {
  const [range = '', step, ...more] = item.split('/');
  if (more.length || step === '') throw notUnderstood(of, item);
  const stride = step === undefined ? 1 : readStep(of, step, item);
  if (range === '*') return item;
  if (range.startsWith('-')) readValue(of, range, item);

  const [first = '', last, ...rest] = range.split('-');
  if (rest.length || last === '') throw notUnderstood(of, item);
  const from = readValue(of, first, item);
  if (last === undefined) return step === undefined ? `${from}` : `${from}/${stride}`;
  const to = readValue(of, last, item);
  return from <= to ? `${from}-${to}/${stride}` : wrappedValues(of, from, to, stride).join(',');
}

function readStep(of: CronField, step: string, item: string): number {
  if (!/^\d+$/.test(step)) throw itemError(of, item, `is not understood: the step “${step}” is not a number.`);
  const largest = of.min === 0 ? of.size - (of.size === 7 ? 0 : 1) : of.size;
  const stride = Number(step);
  if (stride >= 1 && stride <= largest) return stride;
  throw new RecurrenceError(`${of.name} step must be 1 to ${largest}, not ${step}.`, { field: of.name });
}

function wrappedValues(of: CronField, from: number, to: number, stride: number): number[] {
  const length = (to - from + of.size) % of.size;
  const values: number[] = [];
  for (let passed = 0; passed <= length; passed += stride) values.push(((from - of.min + passed) % of.size) + of.min);
  return values;
}
