import { conflict, type Draft, type ListedTime, refuse } from './draft';
import { firstMinute, hoursFrom } from './resolve-offset';
import { checkOvernight, stepsOfDay, stepsWithin } from './resolve-steps';
import { inDayPart, minuteOfDay } from './time-of-day';

/** The minute and hour fields of a cron expression. */
export type ClockFields = { readonly minute: string; readonly hour: string };

/** Times of day: the fields of a cron expression, or minutes after midnight in order where none holds exactly these. */
export type Clock = ClockFields | readonly number[];

/** The times of day that a sentence asks for; midnight when it names none. Throws RecurrenceError when one schedule cannot hold them. */
export function resolveTimes(draft: Draft): Clock {
  const minutes = draft.every.get('minute');
  const hours = draft.every.get('hour');
  const times = draft.times.map((time) => meantMinute(draft, time));
  if (draft.nightOf && times.some((time) => time < MORNING))
    throw refuse(draft.nightOf, 'can end on the next day: write the day and the time, as saturday at 0:30.');
  const withinDays = minutes ?? hours ?? (draft.minutesPast.size ? { text: draft.textOf('time') } : null);
  if (withinDays && draft.dayPart)
    throw refuse(draft.dayPart.word, `does not say which hours: write them, as ${withinDays.text} from 8am to noon.`);
  if (minutes && hours && hours.count > 1) throw conflict(hours.text, minutes.text);
  if (minutes) return everyMinutes(draft, minutes, times);
  if (hours || draft.minutesPast.size) return everyHours(draft, hours ?? { count: 1, text: 'every hour' }, times);
  if (draft.offset && draft.offset.unit !== 'day')
    throw refuse(draft.offset.text, 'needs an interval, as every 2 hours.');
  if (draft.window) throw refuse(draft.window.text, 'needs how often within it, as every hour.');
  if (draft.dayPart && !times.length)
    throw refuse(draft.dayPart.word, `needs a time, as every ${draft.dayPart.word} at 8.`);
  return clockOf(times.length ? times : [0]);
}

const MORNING = 6 * 60;

type Every = { count: number; text: string };

function everyMinutes(draft: Draft, every: Every, times: number[]): Clock {
  if (every.count >= 60 && every.count % 60 === 0)
    return everyHours(draft, { ...every, count: every.count / 60 }, times);
  if (draft.minutesPast.size) throw conflict(every.text, draft.textOf('time'));
  if (!fillsHours(draft, every)) {
    if (times.length) throw conflict(every.text, draft.textOf('time'));
    return clockOf(draft.window ? stepsWithin(draft, every, windowMinutes(draft)) : stepsOfDay(draft, every));
  }
  const first = firstMinute(draft, every);
  const minute = every.count === 1 ? '*' : first ? `${first}-59/${every.count}` : `*/${every.count}`;
  if (!draft.window) {
    // "every other minute at noon" is about that hour.
    if (times.some((time) => time % 60)) throw conflict(every.text, draft.textOf('time'));
    return { minute, hour: times.length ? list(times.map((time) => time / 60)) : '*' };
  }
  if (times.length) throw conflict(draft.window.text, draft.textOf('time'));
  const { from, to } = windowMinutes(draft);
  const last = to === 0 ? 23 : Math.floor(to / 60);
  return { minute, hour: hourRange(draft, from / 60, last, 1) };
}

/** Whether an interval of minutes is the same in each hour of its stretch: then the last hour counts whole, to 17:45. */
function fillsHours(draft: Draft, every: Every): boolean {
  const { from, to } = windowMinutes(draft);
  const end = to % 60;
  return 60 % every.count === 0 && from % 60 === 0 && (end === 0 || end + every.count >= 60);
}

function everyHours(draft: Draft, every: Every, times: number[]): Clock {
  if (every.count === 24 && draft.window) throw conflict(every.text, draft.window.text);
  if (every.count === 24 && times.length) return clockOf(times);
  if (times.length) throw conflict(every.text, draft.textOf('time'));
  if (draft.window) return hoursWithin(draft, every);
  if (draft.offset) return hoursFrom(draft, every);
  if (every.count > 24 && every.count % 24 === 0)
    throw refuse(every.text, `is a whole number of days: write every ${every.count / 24} days.`);
  if (every.count === 24)
    return { minute: list([...draft.minutesPast, ...(draft.minutesPast.size ? [] : [0])]), hour: '0' };
  if (24 % every.count) throw refuse(every.text, 'does not divide a day evenly: use 1, 2, 3, 4, 6, 8 or 12 hours.');
  return {
    minute: draft.minutesPast.size ? list([...draft.minutesPast]) : '0',
    hour: every.count === 1 ? '*' : `*/${every.count}`,
  };
}

/** An interval of hours within a stretch of the day; the minutes past must fit its last hour all, or none. */
function hoursWithin(draft: Draft, every: Every): ClockFields {
  const { from, to } = windowMinutes(draft);
  const text = draft.window?.text ?? '';
  if ([...draft.minutesPast].some((minute) => minute < from % 60)) throw conflict(text, draft.textOf('time'));
  const minutes = draft.minutesPast.size ? [...draft.minutesPast] : [from % 60];
  const fitting = minutes.filter((minute) => minute <= to % 60).length;
  if (fitting && fitting < minutes.length)
    throw refuse(text, 'ends between the runs of its last hour: use another end.');
  const last = Math.floor(to / 60) - (fitting ? 0 : 1);
  if (last < 0 || (!fitting && last < from / 60 && to >= from)) throw refuse(text, 'has no run in it.');
  return { minute: list(minutes), hour: hourRange(draft, Math.floor(from / 60), last, every.count) };
}

function hourRange(draft: Draft, from: number, to: number, step: number): string {
  if (to < from) checkOvernight(draft);
  if (from === to) return String(from);
  return step === 1 ? `${from}-${to}` : `${from}-${to}/${step}`;
}

function windowMinutes(draft: Draft): { from: number; to: number } {
  const { window } = draft;
  if (!window) return { from: 0, to: 0 };
  return { from: meantMinute(draft, window.from), to: meantMinute(draft, window.to) };
}

/** Times as cron fields when their hours have the same minutes, else one by one. */
function clockOf(times: readonly number[]): Clock {
  const minutes = [...new Set(times.map((time) => time % 60))];
  const hours = [...new Set(times.map((time) => Math.floor(time / 60)))];
  if (minutes.length * hours.length === new Set(times).size) return { minute: list(minutes), hour: list(hours) };
  return [...new Set(times)].sort((a, b) => a - b);
}

function meantMinute(draft: Draft, time: ListedTime): number {
  return minuteOfDay(draft.dayPart ? inDayPart(time, draft.dayPart) : time);
}

function list(values: readonly number[]): string {
  return [...new Set(values)].sort((a, b) => a - b).join(',');
}
