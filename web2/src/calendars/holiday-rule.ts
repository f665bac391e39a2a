import { DAY } from '@/recurrence/civil';
import { instantOf, wallAt } from '@/recurrence/wall-time';
import { type Calendar, nextBusinessDay } from './calendar';
import type { OnHolidays } from './on-holidays';

/** What a holiday does to an occurrence. */
export interface HolidayVerdict {
  /** The holiday's name. */
  holiday: string;
  /** It runs instead; merged when an earlier occurrence moved to that day already; skipped when there is no such time. */
  outcome: 'moved' | 'merged' | 'skipped';
  /** The same wall-clock time of the next business day; null when it is skipped. */
  movedTo: Date | null;
}

export interface HolidayRule {
  onHolidays: OnHolidays;
  /** The occurrence's day is its date in this zone. */
  timezone: string;
  calendar: Calendar;
}

/**
 * Judges occurrences, to be asked in their order, since of those that move to one day only the first runs. The answer is null on
 * a day that is no holiday, and for a schedule that runs anyway. A plain Saturday or Sunday is no holiday; it is only passed over
 * when an occurrence moves, and what finds no business day within a year is skipped.
 * @param moves where earlier occurrences were moved to
 */
export function holidayJudge(rule: HolidayRule, moves: readonly Date[] = []): (at: Date) => HolidayVerdict | null {
  const { onHolidays, timezone, calendar } = rule;
  const days = new Set(moves.map((at) => dayOf(at, timezone)));
  return (at) => {
    if (onHolidays === 'run') return null;
    const wall = wallAt(timezone, at.getTime());
    const day = Math.floor(wall / DAY) * DAY;
    const holiday = calendar.holidayOn(day);
    if (holiday === null) return null;
    const target = onHolidays === 'skip' ? null : nextBusinessDay(calendar, day);
    if (target === null) return { holiday, outcome: 'skipped', movedTo: null };
    const movedTo = new Date(instantOf(timezone, target + (wall - day)));
    const meets = dayOf(movedTo, timezone);
    const outcome = days.has(meets) ? 'merged' : 'moved';
    days.add(meets);
    return { holiday, outcome, movedTo };
  };
}

/** The civil day of an instant in a zone, by which two moves are told to meet. */
export function dayOf(at: Date, timezone: string): number {
  return Math.floor(wallAt(timezone, at.getTime()) / DAY);
}
