import { formatTimeOfDay, parseTimeOfDay } from './time-of-day';

/** What the Presets tab can say; days are cron's, 1 Monday to 7 Sunday. */
export interface Preset {
  repeats: Repeats;
  /** Minutes between runs, for `minutes`. */
  every: number;
  /** For `week`. */
  days: number[];
  /** Which day, for `month` and `quarter`. */
  on: string;
  /** As typed: "9", "9am", "17:30". For `hour` only its minute counts. */
  at: string;
}

export const REPEATS = {
  minutes: 'Every few minutes',
  hour: 'Every hour',
  day: 'Every day',
  weekday: 'Every weekday',
  week: 'Every week',
  month: 'Every month',
  quarter: 'Every quarter',
} as const;
export type Repeats = keyof typeof REPEATS;

export const MINUTE_STEPS = [1, 2, 5, 10, 15, 20, 30] as const;

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Cron's day-of-month and day-of-week fields by the words for them. */
const SPECIAL_DAYS: Record<string, { label: string; dom: string; dow: string }> = {
  last: { label: 'Last day', dom: 'L', dow: '*' },
  last_business: { label: 'Last business day', dom: 'LW', dow: '*' },
  first_monday: { label: 'First Monday', dom: '*', dow: '1#1' },
};

export const MONTH_DAYS: { value: string; label: string }[] = [
  ...Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: `Day ${i + 1}` })),
  ...Object.entries(SPECIAL_DAYS).map(([value, { label }]) => ({ value, label })),
];

export const DEFAULT_PRESET: Preset = { repeats: 'weekday', every: 15, days: [1], on: '1', at: '09:00' };

/**
 * The cron expression of a preset.
 * @returns null while its time cannot be read or no day is chosen
 */
export function presetToCron({ repeats, every, days, on, at }: Preset): string | null {
  if (repeats === 'minutes') return every === 1 ? '* * * * *' : `*/${every} * * * *`;
  const time = parseTimeOfDay(at);
  if (!time) return null;
  if (repeats === 'hour') return `${time.minute} * * * *`;
  const clock = `${time.minute} ${time.hour}`;
  if (repeats === 'day') return `${clock} * * *`;
  if (repeats === 'weekday') return `${clock} * * 1-5`;
  if (repeats === 'week') return days.length ? `${clock} * * ${[...days].sort().join(',')}` : null;
  const { dom, dow } = SPECIAL_DAYS[on] ?? { dom: on, dow: '*' };
  return `${clock} ${dom} ${repeats === 'quarter' ? '1,4,7,10' : '*'} ${dow}`;
}

/**
 * The preset that says the same as a recurrence.
 * @returns null when the recurrence says more than presets can
 */
export function cronToPreset(recurrence: string): Preset | null {
  const [minute = '', hour = '', dom = '', month = '', dow = '', ...rest] = recurrence.trim().split(/\s+/);
  if (rest.length) return null;
  const candidates: Partial<Preset>[] = [
    { repeats: 'minutes', every: Number(/^\*\/(\d+)$/.exec(minute)?.[1] ?? 1) },
    ...(['hour', 'day', 'weekday'] as const).map((repeats) => ({ repeats })),
    { repeats: 'week', days: weekdays(dow) },
    ...(['month', 'quarter'] as const).map((repeats) => ({ repeats, on: monthDay(dom, dow) })),
  ];
  const at = formatTimeOfDay({ hour: /^\d+$/.test(hour) ? Number(hour) : 9, minute: Number(minute) });
  const canonical = `${minute} ${hour} ${dom} ${month} ${canonicalDays(dow)}`;
  for (const candidate of candidates) {
    const preset = { ...DEFAULT_PRESET, at: at ?? DEFAULT_PRESET.at, ...candidate };
    // a preset counts only if it writes the very same schedule
    if (presetToCron(preset) === canonical && isOffered(preset)) return preset;
  }
  return null;
}

// only what the controls offer: another step or day would show as an empty select
function isOffered({ repeats, every, on }: Preset): boolean {
  if (repeats === 'minutes') return (MINUTE_STEPS as readonly number[]).includes(every);
  return MONTH_DAYS.some(({ value }) => value === on);
}

const NAMES: Record<string, string> = {
  MON: '1',
  TUE: '2',
  WED: '3',
  THU: '4',
  FRI: '5',
  SAT: '6',
  SUN: '7',
  '0': '7',
};
const dayNumber = (day: string) => NAMES[day.toUpperCase()] ?? day;

function canonicalDays(dow: string): string {
  if (!/^[a-z\d]+(-[a-z\d]+)?(,[a-z\d]+)*$/i.test(dow)) return dow;
  const numbered = dow.split(',').map((part) => part.split('-').map(dayNumber).join('-'));
  return numbered.sort().join(',');
}

function weekdays(dow: string): number[] {
  return canonicalDays(dow)
    .split(',')
    .filter((day) => /^[1-7]$/.test(day))
    .map(Number);
}

function monthDay(dom: string, dow: string): string {
  const special = Object.entries(SPECIAL_DAYS).find(([, day]) => day.dom === dom && day.dow === dow);
  return special?.[0] ?? dom;
}
