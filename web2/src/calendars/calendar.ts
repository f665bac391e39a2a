import { DAY, weekdayOf } from '@/recurrence/civil';
import { publicHolidays } from './public-holidays';

/** The days on which an organisation is closed. A day is a wall time at midnight (recurrence/civil.ts). */
export interface Calendar {
  /** The name of the blackout or public holiday on that day, null on any other. */
  holidayOn(day: number): string | null;
}

/** Days off of an organisation's own, both included, as `YYYY-MM-DD`. */
export interface BlackoutDates {
  name: string;
  starts_on: string;
  ends_on: string;
}

/**
 * The calendar of an organisation: its own dates come before its country's public holidays.
 * @param country ISO 3166 code in capitals, null for no public holidays
 */
export async function makeCalendar(country: string | null, blackouts: readonly BlackoutDates[]): Promise<Calendar> {
  const spans = blackouts.map(({ name, starts_on, ends_on }) => ({
    name,
    from: Date.parse(starts_on),
    through: Date.parse(ends_on),
  }));
  const holidays = country === null ? null : await publicHolidays(country);
  return {
    holidayOn: (day) =>
      spans.find(({ from, through }) => from <= day && day <= through)?.name ?? holidays?.on(day) ?? null,
  };
}

/** The first day after `day` that is neither closed nor a Saturday or Sunday; null when there is none within a year. */
export function nextBusinessDay(calendar: Calendar, day: number): number | null {
  for (let next = day + DAY; next <= day + 366 * DAY; next += DAY) {
    if (weekdayOf(next) % 6 !== 0 && calendar.holidayOn(next) === null) return next;
  }
  return null;
}
