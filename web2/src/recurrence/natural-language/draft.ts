import { RecurrenceError } from '@/recurrence/errors';
import { type Clause, type ClauseKind, groupOf, standApart } from './clauses';
import type { WrittenTime } from './tokens';
import type { Unit } from './vocabulary';

/** The nth weekday of a month; -1 is the last. */
export type NthWeekday = { readonly weekday: number; readonly nth: number };
/** A part of the day, and the hour (0 to 23, null for none) that it makes of 1 to 12. */
export type DayPart = { readonly word: string; readonly convert: (hour: number) => number | null };
export type ListedTime = WrittenTime & { readonly text: string };
/** How a recurrence ends: a last day as YYYYMMDD, or a number of runs. */
export type End = { readonly until: string } | { readonly count: number };

/** What the clauses of a sentence ask for, before it becomes a recurrence. */
export class Draft {
  /** How many of each unit lie between: "every 2 weeks" is week 2. */
  readonly every = new Map<Unit, { count: number; text: string }>();
  readonly weekdays = new Set<number>();
  readonly exceptWeekdays = new Set<number>();
  readonly nthWeekdays: NthWeekday[] = [];
  /** Days of the month; negative ones count from its end, -1 being the last. */
  readonly monthDays = new Set<number>();
  /** Monday to Friday counted within the month, negative from its end. */
  readonly businessDays = new Set<number>();
  readonly dates: { month: number; day: number }[] = [];
  readonly months = new Set<number>();
  readonly exceptMonths = new Set<number>();
  readonly exceptMonthDays = new Set<number>();
  /** The day of the month whose nearest weekday is meant. */
  nearestWeekday: number | null = null;
  exceptText = '';
  readonly times: ListedTime[] = [];
  /** Minutes past each hour. */
  readonly minutesPast = new Set<number>();
  window: { from: ListedTime; to: ListedTime; text: string } | null = null;
  dayPart: DayPart | null = null;
  /** "friday night", whose hours after midnight may be Saturday's. */
  nightOf = '';
  /** "starting at minute 5": where the steps of an interval begin. */
  offset: { unit: 'minute' | 'hour' | 'day'; value: number; text: string } | null = null;
  end: End | null = null;
  /** "biweekly", which only a single named day makes clear. */
  twiceOrEveryTwo: { unit: Unit; text: string } | null = null;
  /** "every january", which names no day. */
  everyMonthName = '';
  /** The clause says "of the quarter" or "of the year". */
  within: 'quarter' | 'year' | null = null;
  /** "twice a day": what the named times or days must come to. */
  counted: { count: number; unit: Unit; text: string } | null = null;
  /** What stands before the clause that is read next. */
  joinedBy: '' | ',' | 'and' = '';
  /** The weekdays named so far are every other one. */
  everyOther = false;
  /** "friday the 13th": weekday and day of the month at once. */
  bothDays = false;
  problem: RecurrenceError | null = null;
  private readonly clauses: Clause[] = [];

  /** Notes a clause, and the problem when it is not clear how it goes with one before. `key` tells equal clauses. */
  note(kind: ClauseKind, text: string, key = text.toLowerCase()): void {
    const otherDays = this.clauses.find((clause) => groupOf(clause.kind) === 'day' && groupOf(kind) === 'day');
    const everyDay = this.every.get('day');
    if (everyDay && groupOf(kind) === 'day' && this.joinedBy === 'and')
      this.problem ??= refuse(everyDay.text, `has “${text}” already: say only the days that you mean.`);
    const timesBetween = this.clauses.at(-1)?.kind === 'time';
    const joined = this.joinedBy === 'and' || (this.joinedBy === ',' && otherDays?.kind === kind);
    if (otherDays && !joined && !this.bothDays && !(timesBetween && otherDays.kind === kind))
      this.problem ??= unclear(otherDays.text, text);
    this.clauses.push({ kind, text, key });
    this.joinedBy = '';
  }

  /** What cannot hold together, told only when every word was understood. */
  get problems(): RecurrenceError | null {
    return this.problem ?? standApart(this.clauses);
  }

  has(kind: ClauseKind): boolean {
    return this.clauses.some((clause) => clause.kind === kind);
  }

  /** Some days are named: weekdays, days of the month or both. */
  get namesDays(): boolean {
    const { weekdays, nthWeekdays, monthDays, businessDays, nearestWeekday } = this;
    return weekdays.size + nthWeekdays.length + monthDays.size + businessDays.size > 0 || nearestWeekday !== null;
  }

  /** Notes the nth of a weekday, once however often it is said. */
  addNthWeekday({ weekday, nth }: NthWeekday): void {
    if (!this.nthWeekdays.some((known) => known.weekday === weekday && known.nth === nth))
      this.nthWeekdays.push({ weekday, nth });
  }

  textOf(kind: ClauseKind): string {
    return this.clauses.find((clause) => clause.kind === kind)?.text ?? '';
  }

  /** Notes "every `count` `unit`s", and the problem when the sentence said another number of that unit. */
  repeat(count: number, unit: Unit, text: string): void {
    // "january 1 and every month"
    if (unit === 'month' && this.joinedBy === 'and' && (this.has('date') || this.has('month')))
      this.problem ??= conflict(this.textOf('date') || this.textOf('month'), text);
    const earlier = this.every.get(unit);
    if (earlier && earlier.count !== count && earlier.count !== 1 && count !== 1)
      this.problem ??= conflict(earlier.text, text);
    if (!earlier || count !== 1) this.every.set(unit, { count, text });
  }
}

function unclear(one: string, other: string): RecurrenceError {
  return new RecurrenceError(
    `“${one}” and “${other}” can mean either or both at once: write “and” between them for either.`,
    {
      words: [one, other],
    },
  );
}

export function conflict(one: string, other: string): RecurrenceError {
  return new RecurrenceError(`“${one}” and “${other}” cannot both hold.`, { words: [one, other] });
}

export function refuse(text: string, why: string): RecurrenceError {
  return new RecurrenceError(`“${text}” ${why}`, { words: [text] });
}
