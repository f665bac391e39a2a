/**
 * Calendar arithmetic on wall-clock time. A wall time is a number of milliseconds read as if the clock
 * stood in UTC; it names what a clock on the wall shows, not an instant.
 */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
/** 400 years, after which dates and weekdays repeat. */
const CALENDAR_ROUND = 146_097 * DAY;

/** The wall time of a date; month and day count from 1 and may run over, as 0 or 32. */
export function wallTime(year: number, month: number, day: number, hour = 0, minute = 0): number {
  // A round of the calendar later and back, since Date.UTC takes the years 0 to 99 as 1900 to 1999.
  return Date.UTC(year + 400, month - 1, day, hour, minute) - CALENDAR_ROUND;
}

/** Year, month (1 to 12) and day of the month of a wall time. */
export function dateOf(wall: number): { year: number; month: number; day: number } {
  const date = new Date(wall);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Day of the week of a wall time, Sunday is 0. */
export function weekdayOf(wall: number): number {
  return (((Math.floor(wall / DAY) + 4) % 7) + 7) % 7;
}

/** A wall time as `YYYY-MM-DDTHH:mm`. */
export function formatWall(wall: number): string {
  return new Date(wall).toISOString().slice(0, 16);
}
