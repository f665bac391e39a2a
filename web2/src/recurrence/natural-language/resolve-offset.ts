import { RecurrenceError } from '@/recurrence/errors';
import { clockTime } from '@/recurrence/words';
import { conflict, type Draft } from './draft';
import type { ClockFields } from './resolve-times';

type Every = { readonly count: number; readonly text: string };

/** The first minute of each hour of "every 15 minutes starting at minute 5"; 0 without a start. */
export function firstMinute({ offset }: Draft, every: Every): number {
  if (!offset) return 0;
  if (offset.unit !== 'minute') throw unclear(offset.text, 'a stretch of hours, as from 9am to 5pm');
  if (offset.value >= every.count) throw unclear(offset.text, `a minute before ${every.count}`);
  return offset.value;
}

/**
 * The hours of "every 6 hours starting at 2am". A start after the first step is refused: it may mean the hours after
 * it only, or the whole day's.
 */
export function hoursFrom(draft: Draft, every: Every): ClockFields {
  const { offset, minutesPast } = draft;
  if (!offset) return { minute: '0', hour: '*' };
  if (minutesPast.size) throw conflict(offset.text, draft.textOf('time'));
  if (offset.unit === 'minute')
    return { minute: String(offset.value % 60), hour: every.count === 1 ? '*' : `*/${every.count}` };
  const [hour, minute] = [Math.floor(offset.value / 60), offset.value % 60];
  if (24 % every.count) throw unclear(offset.text, 'an interval that divides a day, as every 6 hours');
  const hours = Array.from({ length: 24 / every.count }, (_, index) => (hour % every.count) + index * every.count);
  if (hour >= every.count) {
    const until = `until when, as from ${clockTime(offset.value)} to 18:00`;
    const times = hours.map((each) => clockTime(each * 60 + minute)).join(', ');
    throw unclear(offset.text, every.count === 1 ? until : `${until}, or the times, as at ${times}`);
  }
  return { minute: String(minute), hour: hours.join(',') };
}

/** The days of "every 5 days starting on day 3", counted anew each month as every 5 days is. */
export function daysFrom(draft: Draft): void {
  const { offset, monthDays, every } = draft;
  const step = every.get('day');
  if (offset?.unit !== 'day') return;
  if (!step || step.count === 1 || step.count > 15) throw unclear(offset.text, 'the start date beside the schedule');
  if (offset.value > step.count || offset.value < 1) throw unclear(offset.text, `a day up to ${step.count}`);
  every.delete('day');
  for (let day = offset.value; day <= 31; day += step.count) monthDays.add(day);
}

function unclear(text: string, better: string): RecurrenceError {
  return new RecurrenceError(`“${text}” is not clear: write ${better}.`, { words: [text] });
}
