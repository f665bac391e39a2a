import cronstrue from 'cronstrue';
import type { CronRule } from './parse-cron';
import { clockTime, listWords, runOf } from './words';

/** "at 09:00 and 17:30" goes after the days, "every 15 minutes" before them. */
export type TimesText = { readonly text: string; readonly placed: 'before days' | 'after days' };

const MOST_LISTED = 8;

/** The times of day of a cron rule, exactly: a step that does not divide the hour or day is spelled out. */
export function describeTimes({ minutes, hours, fields }: CronRule): TimesText {
  const everyMinutes = strideOf(minutes, 60);
  const everyHours = strideOf(hours, 24);
  const minute = minutes.length === 1 ? minutes[0] : undefined;

  if (minute !== undefined && everyHours && everyHours < 12) {
    const unit = everyHours === 1 ? 'every hour' : `every ${everyHours} hours`;
    const past = minute === 0 ? '' : ` at ${minute} minute${minute === 1 ? '' : 's'} past`;
    return { text: unit + past, placed: 'before days' };
  }
  const count = hours.length * minutes.length;
  if (count <= 4) return { text: `at ${timesOfDay(hours, minutes)}`, placed: 'after days' };
  if (everyMinutes) {
    const unit = everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} minutes`;
    const span = spanText(hours, 0, minutes.at(-1) ?? 0);
    if (span !== null) return { text: `${unit}${span}`, placed: 'before days' };
  }
  const inRow = minute !== undefined && hours.length > 4 && runOf(hours, 24) !== null;
  if (!inRow && count <= MOST_LISTED) return { text: `at ${timesOfDay(hours, minutes)}`, placed: 'after days' };
  if (minute !== undefined) {
    const span = spanText(hours, minute, minute);
    if (span !== null) return { text: `every hour${span}`, placed: 'before days' };
    return { text: `at ${timesOfDay(hours, minutes)}`, placed: 'after days' };
  }
  const inSteps = describeTimeList(hours.flatMap((hour) => minutes.map((past) => hour * 60 + past)));
  if (hours.length < 24 && inSteps.placed === 'before days') return inSteps;
  return { text: spelledOut(fields, minutes, hours), placed: 'before days' };
}

/** The clock times of every hour with every minute, as a list. */
export function timesOfDay(hours: readonly number[], minutes: readonly number[]): string {
  return listWords(hours.flatMap((hour) => minutes.map((minute) => clockTime(hour * 60 + minute))));
}

/**
 * Times of one day (minutes after midnight, in order) where each is named: "at 09:00 and 17:30". Evenly spaced ones are
 * "every 30 minutes from 08:30 to 17:30", unless that could mean the whole of a last hour.
 */
export function describeTimeList(times: readonly number[]): TimesText {
  const at: TimesText = { text: `at ${listWords(times.map(clockTime))}`, placed: 'after days' };
  const [first = 0, second = 0] = times;
  const last = times.at(-1) ?? 0;
  const step = second - first;
  if (times.length <= 4 || times.some((time, index) => time !== first + index * step)) return at;
  const each = step === 60 ? 'every hour' : step % 60 ? `every ${step} minutes` : `every ${step / 60} hours`;
  if (first === 0 && last + step === 1440) return { text: each, placed: 'before days' };
  if (step < 60 && first % 60 === 0 && last % 60 === 0) return at;
  return { text: `${each} from ${clockTime(first)} to ${clockTime(last)}`, placed: 'before days' };
}

/** n when the values are 0, n, 2n... up to the end of the cycle and n divides it, else null. */
function strideOf(values: readonly number[], size: number): number | null {
  const stride = size / values.length;
  if (values.length < 2 || !Number.isInteger(stride)) return null;
  return values.every((value, index) => value === index * stride) ? stride : null;
}

function spanText(hours: readonly number[], firstMinute: number, lastMinute: number): string | null {
  if (hours.length === 24) return '';
  const [only] = hours;
  const run = hours.length === 1 && only !== undefined ? { from: only, to: only } : (runOf(hours, 24) ?? pairOf(hours));
  return run && ` from ${clockTime(run.from * 60 + firstMinute)} to ${clockTime(run.to * 60 + lastMinute)}`;
}

function pairOf(hours: readonly number[]): { from: number; to: number } | null {
  const [from, to] = hours;
  return hours.length === 2 && from !== undefined && to === from + 1 ? { from, to } : null;
}

function spelledOut(fields: CronRule['fields'], minutes: readonly number[], hours: readonly number[]): string {
  const [minuteField] = fields;
  // cronstrue says "every 7 minutes" for */7, which starts anew each hour.
  const minute = /\//.test(minuteField) && !strideOf(minutes, 60) ? minutes.join(',') : minuteField;
  const text = cronstrue.toString(`${minute} * * * *`, { use24HourTimeFormat: true }).replace(/, and /g, ' and ');
  const during = hours.length === 24 ? '' : `, ${hoursText(hours)}`;
  return text.charAt(0).toLowerCase() + text.slice(1) + during;
}

/** Whole hours: as stretches of time where they are few, else by where each begins. */
function hoursText(hours: readonly number[]): string {
  const stretches: { from: number; to: number }[] = [];
  for (const hour of hours) {
    const last = stretches.at(-1);
    if (last && last.to + 1 === hour) last.to = hour;
    else stretches.push({ from: hour, to: hour });
  }
  const [first, last] = [stretches[0], stretches.at(-1)];
  // Hours around midnight are one stretch.
  if (first && last && first !== last && first.from === 0 && last.to === 23) {
    stretches.pop();
    first.from = last.from;
  }
  if (stretches.length > 3) return `in the hours that begin at ${listWords(hours.map((hour) => clockTime(hour * 60)))}`;
  return listWords(stretches.map(({ from, to }) => `from ${clockTime(from * 60)} to ${clockTime(to * 60 + 59)}`));
}
