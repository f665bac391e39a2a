import { CronExpressionParser } from 'cron-parser';
import { daysInMonth } from './civil';
import { type CronDays, matchingDays, readMonthDays, readWeekdays } from './cron-days';
import { CRON_FIELDS, plainItem, splitList } from './cron-fields';
import { RecurrenceError } from './errors';
import { listWords, MONTH_NAMES } from './words';

/** A parsed cron expression: which wall times it matches, and whether it runs again in a repeated hour. */
export type CronRule = {
  /** The five fields, upper case, nicknames and `?` replaced. */
  readonly fields: readonly [minute: string, hour: string, dayOfMonth: string, month: string, dayOfWeek: string];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  readonly days: CronDays;
  /** The minute or hour field contains `*`, `-` or `/`: a wall time that happens twice runs twice. */
  readonly repeats: boolean;
};

type FieldName = keyof typeof CRON_FIELDS;
const FIELD_NAMES = Object.keys(CRON_FIELDS) as FieldName[];

const NICKNAMES: Readonly<Record<string, string>> = {
  '@YEARLY': '0 0 1 1 *',
  '@ANNUALLY': '0 0 1 1 *',
  '@MONTHLY': '0 0 1 * *',
  '@WEEKLY': '0 0 * * 0',
  '@DAILY': '0 0 * * *',
  '@MIDNIGHT': '0 0 * * *',
  '@HOURLY': '0 * * * *',
  '@EVERY_MINUTE': '* * * * *',
};

/** The calendar repeats after 400 years, weekdays included: what never fires in one round never fires. */
const CALENDAR_MONTHS = 400 * 12;

/**
 * Reads a five-field cron expression or a nickname such as `@daily`.
 * Throws RecurrenceError naming the field when it is wrong, and when no date ever matches.
 */
export function parseCron(text: string): CronRule {
  const fields = splitFields(text);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  const monthDays = readMonthDays(dayOfMonth);
  const weekdays = readWeekdays(dayOfWeek);
  const rule: CronRule = {
    fields,
    minutes: valuesOf('minute', plainItems('minute', minute)),
    hours: valuesOf('hour', plainItems('hour', hour)),
    months: valuesOf('month', plainItems('month', month)),
    days: {
      fromLast: monthDays.fromLast,
      nearestWeekday: monthDays.nearestWeekday,
      nthWeekdays: weekdays.nthWeekdays,
      both: dayOfMonth.startsWith('*') || dayOfWeek.startsWith('*'),
      monthDays: mask(valuesOf('dayOfMonth', monthDays.plain), (day) => day - 1),
      weekdays: mask(valuesOf('dayOfWeek', weekdays.plain), (day) => day % 7),
    },
    repeats: /[*/-]/.test(minute + hour),
  };
  if (!everFires(rule)) throw new RecurrenceError(neverFires(rule));
  return rule;
}

function splitFields(text: string): CronRule['fields'] {
  const expression = text.trim().toUpperCase();
  if (expression === '') throw new RecurrenceError('Enter a schedule, for example 0 9 * * 1.');

  const spelled = expression.startsWith('@') ? NICKNAMES[expression] : expression.replace(/\?/g, '*');
  if (spelled === undefined) {
    const known = Object.keys(NICKNAMES).join(', ').toLowerCase();
    throw new RecurrenceError(`“${text.trim()}” is not a nickname: use ${known}.`);
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek, ...more] = spelled.split(/\s+/);
  if (minute && hour && dayOfMonth && month && dayOfWeek && more.length === 0)
    return [minute, hour, dayOfMonth, month, dayOfWeek];
  const count = spelled.split(/\s+/).length;
  const found = count === 1 ? '1 field found' : `${count} fields found`;
  const why =
    count === 6 || count === 7 ? 'there are no seconds and no years' : 'minute, hour, day of month, month, day of week';
  throw new RecurrenceError(`${found}, use 5: ${why}.`);
}

function plainItems(field: FieldName, text: string): string[] {
  const of = CRON_FIELDS[field];
  return splitList(of, text).map((item) => plainItem(of, item));
}

/**
 * The values of a field, sorted and each once. Every item goes to cron-parser alone, beside stars: it refuses items
 * that overlap, drops a day that a lone month lacks, and refuses `30 2`.
 */
function valuesOf(field: FieldName, items: readonly string[]): number[] {
  const values = items.flatMap((item) => {
    const expression = FIELD_NAMES.map((name) => (name === field ? item : '*')).join(' ');
    return CronExpressionParser.parse(expression).fields[field].values.map(Number);
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

function mask(values: readonly number[], bit: (value: number) => number): number {
  return values.reduce((bits, value) => bits | (1 << bit(value)), 0);
}

function everFires(rule: CronRule): boolean {
  const months = new Set(rule.months);
  for (let index = 0; index < CALENDAR_MONTHS; index++) {
    const month = (index % 12) + 1;
    if (months.has(month) && matchingDays(rule.days, 2000 + Math.floor(index / 12), month)) return true;
  }
  return false;
}

function neverFires({ fields, months, days }: CronRule): string {
  const [, , dayOfMonth, month, dayOfWeek] = fields;
  const names = months.map((number) => MONTH_NAMES[number - 1] ?? '');
  const longest = Math.max(...months.map((number) => daysInMonth(2000, number)));
  const earliest = Math.clz32(days.monthDays & -days.monthDays);
  const day = 32 - earliest;
  if (days.monthDays && day > longest)
    return `This never runs: ${listWords(names)} ${names.length > 1 ? 'have' : 'has'} no day ${day}.`;
  return `This never runs: no date fits day of month ${dayOfMonth}, month ${month} and day of week ${dayOfWeek}.`;
}
