import { RecurrenceError } from '@/recurrence/errors';
import type { WrittenTime } from './tokens';
import type { Unit } from './vocabulary';

/** The nth weekday of a month; -1 is the last. */
export type NthWeekday = { readonly weekday: number; readonly nth: number };
/** What a clause is about. Two of a kind with another between them would be two schedules. */
export type ClauseKind = 'weekday' | 'month day' | 'date' | 'month' | 'time';
/** A part of the day, and the hour (0 to 23, null for none) that it makes of 1 to 12. */
export type DayPart = { readonly word: string; readonly convert: (hour: number) => number | null };
export type ListedTime = WrittenTime & { readonly text: string };

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
  exceptText = '';
  readonly times: ListedTime[] = [];
  /** Minutes past each hour. */
  readonly minutesPast = new Set<number>();
  window: { from: ListedTime; to: ListedTime; text: string } | null = null;
  dayPart: DayPart | null = null;
  /** "every january", which names no day. */
  everyMonthName = '';
  /** The clause says "of the quarter" or "of the year". */
  within: 'quarter' | 'year' | null = null;
  /** "twice a day": what the named times or days must come to. */
  counted: { count: number; unit: Unit; text: string } | null = null;
  /** What stands before the clause that is read next. */
  joinedBy: '' | ',' | 'and' = '';
  /** "friday the 13th": weekday and day of the month at once. */
  bothDays = false;
  /** What cannot hold together, told only when every word was understood. */
  problem: RecurrenceError | null = null;
  private readonly clauses: { kind: ClauseKind; text: string }[] = [];

  /** Notes a clause, and the problem when it is not clear how it goes with one before. */
  note(kind: ClauseKind, text: string): void {
    const last = this.clauses.at(-1);
    const same = this.clauses.find((clause) => clause.kind === kind);
    // "monday at 9 and friday at 10" are two schedules, which one would mix up.
    if (same && last && group(last.kind) !== group(kind)) this.problem ??= apart(same.text, text);
    const otherDays = this.clauses.find((clause) => group(clause.kind) === 'day' && group(kind) === 'day');
    const joined = this.joinedBy === 'and' || (this.joinedBy === ',' && otherDays?.kind === kind);
    if (otherDays && !joined && !this.bothDays) this.problem ??= unclear(otherDays.text, text);
    this.clauses.push({ kind, text });
    this.joinedBy = '';
  }

  has(kind: ClauseKind): boolean {
    return this.clauses.some((clause) => clause.kind === kind);
  }

  textOf(kind: ClauseKind): string {
    return this.clauses.find((clause) => clause.kind === kind)?.text ?? '';
  }

  /** Notes "every `count` `unit`s", and the problem when the sentence said another number of that unit. */
  repeat(count: number, unit: Unit, text: string): void {
    const earlier = this.every.get(unit);
    if (earlier && earlier.count !== count && earlier.count !== 1 && count !== 1)
      this.problem ??= conflict(earlier.text, text);
    if (!earlier || count !== 1) this.every.set(unit, { count, text });
  }
}

function group(kind: ClauseKind): 'day' | 'month' | 'time' {
  return kind === 'month' || kind === 'time' ? kind : 'day';
}

function apart(one: string, other: string): RecurrenceError {
  return new RecurrenceError(
    `“${one}” and “${other}” stand apart, so it is not clear what goes together. Make two schedules.`,
    { words: [one, other] },
  );
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
