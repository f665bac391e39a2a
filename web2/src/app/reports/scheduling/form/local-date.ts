const DAY = 86_400_000;

/** The date, `2027-03-01`, that the clocks of an IANA zone show at an instant (ISO 8601). */
export function dateInZone(instant: string, timezone: string): string {
  return wallText(new Date(instant).getTime(), timezone).slice(0, 10);
}

/** The time, `09:00`, that the clocks of an IANA zone show at an instant (ISO 8601). */
export function timeInZone(instant: string, timezone: string): string {
  return wallText(new Date(instant).getTime(), timezone).slice(11, 16);
}

/** The instant (ISO 8601) at which a date such as `2027-03-01` begins in an IANA zone. */
export function startOfDay(date: string, timezone: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // the offset at the first guess may be that before a clock change, so it is asked for twice
  const guess = midnight - offsetAt(midnight, timezone);
  return new Date(midnight - offsetAt(guess, timezone)).toISOString();
}

/** The date after `date`. */
export function nextDay(date: string): string {
  return shiftDate(date, 1);
}

export function previousDay(date: string): string {
  return shiftDate(date, -1);
}

function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function offsetAt(instant: number, timezone: string): number {
  return Date.parse(`${wallText(instant, timezone)}Z`) - Math.floor(instant / 1000) * 1000;
}

// sv-SE writes ISO order
function wallText(instant: number, timezone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  return format.format(instant).replace(' ', 'T');
}
