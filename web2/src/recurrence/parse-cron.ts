import { CronExpressionParser } from 'cron-parser';
import { daysInMonth } from './civil';
import { type CronDays, matchingDays, readMonthDays, readWeekdays } from './cron-days';
import { CRON_FIELDS, type CronField, plainItem, splitList } from './cron-fields';
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
  const plain = [
    plainField(CRON_FIELDS.minute, minute),
    plainField(CRON_FIELDS.hour, hour),
    monthDays.plain ?? '*',
    plainField(CRON_FIELDS.month, month),
    weekdays.plain ?? '*',
  ];
  const days = {
    fromLast: monthDays.fromLast,
    nearestWeekday: monthDays.nearestWeekday,
    nthWeekdays: weekdays.nthWeekdays,
    both: dayOfMonth.startsWith('*') || dayOfWeek.startsWith('*'),
  };
  // Days and month go apart: cron-parser would drop a day that a lone month lacks, and refuse `30 2`.
  const clock = CronExpressionParser.parse(`${plain[0]} ${plain[1]} ${plain[2]} * ${plain[4]}`).fields;
  const months = numbers(CronExpressionParser.parse(`0 0 * ${plain[3]} *`).fields.month.values);
  const rule: CronRule = {
    fields,
    minutes: numbers(clock.minute.values),
    hours: numbers(clock.hour.values),
    months,
    days: {
      ...days,
      monthDays: monthDays.plain === null ? 0 : mask(numbers(clock.dayOfMonth.values), (day) => day - 1),
      weekdays: weekdays.plain === null ? 0 : mask(numbers(clock.dayOfWeek.values), (day) => day % 7),
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
  const why = count === 6 ? 'there are no seconds' : 'minute, hour, day of month, month, day of week';
  throw new RecurrenceError(`${found}, use 5: ${why}.`);
}

function plainField(of: CronField, text: string): string {
  return splitList(of, text)
    .map((item) => plainItem(of, item))
    .join(',');
}

function numbers(values: readonly (number | string)[]): number[] {
  return [...new Set(values.map(Number))].sort((a, b) => a - b);
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
