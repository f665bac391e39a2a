/** Numbers, sizes and lengths of time as the interface writes them. Dates and zones are in `format-time.ts`. */

/** A no-break space: a number and its unit stay on one line. */
const NBSP = '\u00a0';
const LOCALE = 'en-US';

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

/** `1,284`. */
export const formatNumber = (value: number) => whole.format(value);

/** `3 people`, `1 person`: the count with the right form of the noun. */
export const formatCount = (count: number, one: string, many = `${one}s`) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** `97.8 %` of a ratio from 0 to 1; 100 % only when it is whole. */
export function formatPercent(ratio: number): string {
  const rounded = Math.round(ratio * 1000) / 10;
  const shown = ratio < 1 ? Math.min(rounded, 99.9) : rounded;
  return `${oneDigit.format(shown)}${NBSP}%`;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `212 KB`, `4.2 MB`: decimal units, one digit after the point below 10. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would round up to "1,000 KB"
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${belowTen(value)}${NBSP}${units[unit]}`;
}

/** `<1 s`, `2.0 s`, `42 s`, `1 m 04 s`, `2 h 10 m`, `3 d 4 h` of milliseconds. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return `<1${NBSP}s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${NBSP}s`;
  if (seconds < 59.5) return `${whole.format(seconds)}${NBSP}s`;
  const total = Math.round(seconds);
  if (total < 3600) return pair(Math.floor(total / 60), 'm', total % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)}${NBSP}d${NBSP}${hours % 24}${NBSP}h`;
}

const pair = (first: number, unit: string, second: number, smaller: string) =>
  `${first}${NBSP}${unit}${NBSP}${String(second).padStart(2, '0')}${NBSP}${smaller}`;

const belowTen = (value: number) => (value < 9.95 ? oneDigit : whole).format(value);
