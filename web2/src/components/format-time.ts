/** Instants and time zones as the interface writes them. The clock is an argument; zones are IANA names. */

export type HourCycle = 'h23' | 'h12';
export type WhenOptions = {
  /** IANA zone in which the reader reads. */
  zone: string;
  hourCycle?: HourCycle | undefined;
  /** Leaves out the year when it is this one. */
  now?: Date | undefined;
};

const LOCALE = 'en-US';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than using it, and a table uses few. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALE, options);
  formats.set(key, made);
  return made;
}

type Part = Intl.DateTimeFormatPartTypes;

function parts(date: Date, zone: string, options: Intl.DateTimeFormatOptions): (type: Part) => string {
  const found = format({ ...options, timeZone: zone }).formatToParts(date);
  return (type) => found.find((part) => part.type === type)?.value ?? '';
}

/** `Mon 30 Nov`, with the year when it is not that of `now`: `Mon 30 Nov 2027`. */
export function formatDay(date: Date, { zone, now }: WhenOptions): string {
  const part = parts(date, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const year = now && yearIn(now, zone) === part('year') ? '' : ` ${part('year')}`;
  return `${part('weekday')} ${part('day')} ${part('month')}${year}`;
}

const yearIn = (date: Date, zone: string) => parts(date, zone, { year: 'numeric' })('year');

/** `09:00`, or `9:00 am` with a 12-hour clock; `seconds` for the detail. */
export function formatClock(date: Date, { zone, hourCycle = 'h23' }: WhenOptions, seconds = false): string {
  const twelve = hourCycle === 'h12';
  const part = parts(date, zone, {
    hour: twelve ? 'numeric' : '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle,
  });
  const clock = [part('hour'), part('minute'), ...(seconds ? [part('second')] : [])].join(':');
  return twelve ? `${clock}\u00a0${part('dayPeriod').toLowerCase()}` : clock;
}

/** `Mon 30 Nov, 09:00`: the full form, said the same on the server and in the browser. */
export const formatWhen = (date: Date, options: WhenOptions) =>
  `${formatDay(date, options)}, ${formatClock(date, options)}`;

/** `Today 18:00`, `Tomorrow 07:30`, `Yesterday 07:30`, else as `formatWhen`. Days are those of `zone`. */
export function formatWhenNear(date: Date, options: WhenOptions & { now: Date }): string {
  const names: Record<number, string> = { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' };
  const name = names[dayNumber(date, options.zone) - dayNumber(options.now, options.zone)];
  return name ? `${name} ${formatClock(date, options)}` : formatWhen(date, options);
}

/** Days since 1970 on the zone's calendar. */
function dayNumber(date: Date, zone: string): number {
  const part = parts(date, zone, { year: 'numeric', month: 'numeric', day: 'numeric' });
  return Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day'))) / DAY;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** `in 14 hours`, `3 minutes ago`, `now`, `just now`; null beyond 7 days, where only the absolute form helps. */
export function formatRelative(date: Date, now: Date): string | null {
  const distance = date.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < MINUTE / 2) return distance < 0 ? 'just now' : 'now';
  const say = (unit: number, name: Intl.RelativeTimeFormatUnit) => relative.format(Math.round(distance / unit), name);
  if (size < 59.5 * MINUTE) return say(MINUTE, 'minute');
  if (size < 23.5 * HOUR) return say(HOUR, 'hour');
  return size <= 7.5 * DAY ? say(DAY, 'day') : null;
}

/** `30 Nov 2026`. */
export function formatDate(date: Date, zone: string): string {
  const part = parts(date, zone, { day: 'numeric', month: 'short', year: 'numeric' });
  return `${part('day')} ${part('month')} ${part('year')}`;
}

/** `16 – 22 Nov 2026` of a period whose `end` is the first instant after it. */
export function formatPeriod(start: Date, end: Date, zone: string): string {
  const last = new Date(Math.max(start.getTime(), end.getTime() - 1));
  const from = parts(start, zone, { day: 'numeric', month: 'short', year: 'numeric' });
  const until = formatDate(last, zone);
  if (formatDate(start, zone) === until) return until;
  const [untilDay = '', untilMonth = '', untilYear = ''] = until.split(' ');
  const sameYear = from('year') === untilYear;
  const month = sameYear && from('month') === untilMonth ? '' : ` ${from('month')}`;
  const year = sameYear ? '' : ` ${from('year')}`;
  return `${from('day')}${month}${year} – ${untilDay} ${untilMonth} ${untilYear}`;
}

/** Cities as they are called now, by the spelling that many browsers keep in the names of their zones. */
const CITIES: Readonly<Record<string, string>> = {
  ...{ Asmera: 'Asmara', Calcutta: 'Kolkata', ComodRivadavia: 'Catamarca', 'Coral Harbour': 'Atikokan' },
  ...{ Enderbury: 'Kanton', Faeroe: 'Faroe', Godthab: 'Nuuk', Katmandu: 'Kathmandu', Kiev: 'Kyiv', Ponape: 'Pohnpei' },
  ...{ Rangoon: 'Yangon', Saigon: 'Ho Chi Minh', Truk: 'Chuuk' },
};

/** `New York` of `America/New_York`, `Kolkata` of `Asia/Calcutta`; `UTC` stays. */
export function zoneCity(zone: string): string {
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return CITIES[city] ?? city;
}

/** `UTC-5`, `UTC+5:30`, `UTC` at that instant. */
export function formatOffset(zone: string, at: Date): string {
  const name = parts(at, zone, { timeZoneName: 'longOffset' })('timeZoneName');
  const [, sign = '', hours = '', minutes = '00'] = /GMT([+-])(\d+):?(\d+)?/.exec(name) ?? [];
  if (Number(hours) === 0 && minutes === '00') return 'UTC';
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/** `New York (UTC-5)`: by city and offset, never by abbreviation. */
export function formatZone(zone: string, at: Date): string {
  const city = zoneCity(zone);
  const offset = formatOffset(zone, at);
  return city === offset ? city : `${city} (${offset})`;
}
