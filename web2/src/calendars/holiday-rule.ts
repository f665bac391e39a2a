import { DAY } from '@/recurrence/civil';
import { instantOf, wallAt } from '@/recurrence/wall-time';
import { type Calendar, nextBusinessDay } from './calendar';
import type { OnHolidays } from './on-holidays';

/** What a holiday does to an occurrence. */
export interface HolidayVerdict {
  /** The holiday's name. */
  holiday: string;
  /** When it runs instead; null when it is skipped. */
  movedTo: Date | null;
}

export interface HolidayRule {
  onHolidays: OnHolidays;
  /** The occurrence's day is its date in this zone. */
  timezone: string;
  calendar: Calendar;
}

/**
 * Null on a day that is no holiday, and for a schedule that runs anyway. A plain Saturday or Sunday is no holiday; it is
 * only passed over when an occurrence moves, and what finds no business day within a year is skipped.
 */
export function holidayVerdict(at: Date, { onHolidays, timezone, calendar }: HolidayRule): HolidayVerdict | null {
  if (onHolidays === 'run') return null;
  const wall = wallAt(timezone, at.getTime());
  const day = Math.floor(wall / DAY) * DAY;
  const holiday = calendar.holidayOn(day);
  if (holiday === null) return null;
  const target = onHolidays === 'skip' ? null : nextBusinessDay(calendar, day);
  return { holiday, movedTo: target === null ? null : new Date(instantOf(timezone, target + (wall - day))) };
}

/** The civil day of an instant in a zone, by which two moves are told to meet. */
export function dayOf(at: Date, timezone: string): number {
  return Math.floor(wallAt(timezone, at.getTime()) / DAY);
}
