/** How mails write numbers, sizes and times: 24-hour clock, decimal units, no-break spaces inside a quantity. */

export interface Period {
  /** As filters name it, such as `previous_week`. */
  name: string;
  start: Date;
  /** Exclusive. */
  end: Date;
}

const locale = 'en-GB';
const units = ['byte', 'KB', 'MB', 'GB'] as const;

/** `16 – 22 November 2026`; with times where the period is counted in hours. Days are those of the zone. */
export function periodDays({ name, start, end }: Period, timezone: string, month: 'short' | 'long'): string {
  const day = { day: 'numeric', month, year: 'numeric' } as const;
  const inHours = name.endsWith('_hours');
  const time = inHours ? ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const) : {};
  // The last day that counts is the one just before the exclusive end.
  const last = inHours ? end : new Date(end.getTime() - 1);
  return new Intl.DateTimeFormat(locale, { timeZone: timezone, ...day, ...time }).formatRange(start, last);
}

/** `previous week` for `previous_week`. */
export function periodWords(name: string): string {
  return name.replaceAll('_', ' ');
}

/** `23 Nov 2026` in the zone. */
export function dayOf(at: Date, timezone: string): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, { timeZone: timezone, ...day }).format(at);
}

/** `Mon 23 Nov 2026, 09:00, New York (UTC-5)`. */
export function moment(at: Date, timezone: string): string {
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: timezone, weekday: 'short' }).format(at);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat(locale, { timeZone: timezone, ...time }).format(at);
  const offset = offsetOf(at, timezone);
  return `${weekday} ${dayOf(at, timezone)}, ${clock}, ${city(timezone)}${offset && ` (${offset})`}`;
}

/** `New York` for `America/New_York`. */
export function city(timezone: string): string {
  if (/^(Etc\/)?(UTC|GMT|Zulu|Universal)$/.test(timezone)) return 'UTC';
  return timezone.slice(timezone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function offsetOf(at: Date, timezone: string): string {
  if (city(timezone) === 'UTC') return '';
  const parts = new Intl.DateTimeFormat(locale, { timeZone: timezone, timeZoneName: 'shortOffset' }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offset === 'GMT' ? 'UTC+0' : offset.replace('GMT', 'UTC');
}

/** `1,284`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1,284 rows`, `1 row`, `no rows`. */
export function rows(value: number): string {
  if (value === 0) return 'no rows';
  return value === 1 ? '1\u00a0row' : `${count(value)}\u00a0rows`;
}

/** `212 KB`, `4.2 MB`, `61 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u00a0${bytes === 1 ? 'byte' : 'bytes'}`;
  let value = bytes;
  let unit = 0;
  // 999.5 would round to 1000 of the smaller unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 9.95 && unit > 1 ? 1 : 0;
  return `${value.toFixed(digits)}\u00a0${units[unit]}`;
}

/** `12 m`, `2 h 10 m`, `3 d 4 h`: the two largest units, rounded down. */
export function duration(seconds: number): string {
  const minutes = Math.max(1, Math.floor(seconds / 60));
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = parts.slice(first, first + 2).filter(([value]) => value > 0);
  return shown.map(([value, unit]) => `${value}\u00a0${unit}`).join(' ');
}
