import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft, ListedTime } from './draft';
import { isBare, timeOfDay } from './time-of-day';
import { EVERY, RANGE_WORDS } from './vocabulary';

/** "at 9am and 5pm", "at 9, 12 and 17", "17:30", "noon", "at half past nine". */
export function readTimes(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const times = cursor.attempt(() => {
    const at = cursor.takeWord('at', '@');
    if (/^(noon|midday|midnight)$/.test(cursor.peek(1)?.word ?? '')) cursor.takeIn(EVERY);
    const found = cursor.list(() => {
      const again = cursor.takeWord('at', '@');
      return timeOfDay(cursor, at || again);
    });
    return found.length ? found : null;
  });
  if (!times) return false;
  const text = cursor.textSince(place);
  checkOrder(times, text);
  draft.times.push(...shareMeridiem(times));
  draft.note('time', text);
  return true;
}

/** "between 9am and 5pm", "from 9 to 17", "9am-5pm": the hours within which an interval runs. */
export function readWindow(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const found = cursor.attempt(() => {
    const between = cursor.takeWord('between');
    const introduced = between || cursor.takeWord('from', 'during');
    cursor.takePhrase('the hours of');
    const from = timeOfDay(cursor, introduced);
    if (!from || !((between && cursor.takeWord('and')) || cursor.takeIn(RANGE_WORDS))) return null;
    const to = timeOfDay(cursor, true);
    return to && { from, to };
  });
  if (!found) return false;
  const text = cursor.textSince(place);
  if (draft.window)
    throw new RecurrenceError(`“${draft.window.text}” and “${text}”: use one stretch of hours.`, { words: [text] });
  draft.window = { ...windowHours(found.from, found.to, text), text };
  return true;
}

/** "9 and 5" can hardly mean five in the morning. */
function checkOrder(times: readonly ListedTime[], text: string): void {
  const bare = times.filter(isBare).map(({ hour }) => hour);
  if (bare.length === times.length && bare.some((hour, index) => hour <= (bare[index - 1] ?? -1)))
    throw new RecurrenceError(`“${text}” is not clear: write am or pm, as 9am and 5pm.`, { words: [text] });
}

/** In "8 and 10 pm" both are in the evening; a bare hour after one with am or pm is open. */
function shareMeridiem(times: readonly ListedTime[]): ListedTime[] {
  const marked = (time: ListedTime) => time.meridiem !== null && !/noon|midday|midnight/.test(time.text);
  const shared: ListedTime[] = [];
  let later: ListedTime['meridiem'] = null;
  for (const time of [...times].reverse()) {
    if (time.meridiem !== null) later = marked(time) ? time.meridiem : null;
    else if (isBare(time) && !later && times.some(marked))
      throw new RecurrenceError(`“${time.text}” needs am or pm, as the times before it have.`, { words: [time.text] });
    shared.unshift(isBare(time) && later ? { ...time, meridiem: later } : time);
  }
  return shared;
}

/** In "1 to 5pm" both are in the afternoon, in "9 to 5pm" the first is in the morning. */
function windowHours(from: ListedTime, to: ListedTime, text: string): { from: ListedTime; to: ListedTime } {
  if (from.meridiem === null && to.meridiem !== null && from.hour <= 12 && from.hour > 0) {
    const other = to.meridiem === 'am' ? 'pm' : 'am';
    const same = from.hour % 12 < to.hour % 12;
    return { from: { ...from, meridiem: same ? to.meridiem : other }, to };
  }
  const backwards = (from.hour % 12) * 60 + from.minute >= (to.hour % 12) * 60 + to.minute;
  const open = to.meridiem === null && to.hour >= 1 && to.hour <= 12 && from.hour <= 12 && backwards;
  if (open) throw new RecurrenceError(`“${text}” is not clear: write am or pm, as 9am to 5pm.`, { words: [text] });
  return { from, to };
}
