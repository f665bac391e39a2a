import { RecurrenceError } from '@/recurrence/errors';
import type { Cursor } from './cursor';
import type { Draft, ListedTime } from './draft';
import { numberOrRange } from './read-month-days';
import { isBare, isOpen, minuteOfDay, timeOfDay } from './time-of-day';
import { checkedTime } from './tokens';
import { EVERY } from './vocabulary';

/** "at 9am and 5pm", "at 9, 12 and 17", "at hours 9-12", "17:30", "noon", "at half past nine". */
export function readTimes(cursor: Cursor, draft: Draft): boolean {
  const { place } = cursor;
  const times = cursor.attempt(() => {
    const at = takeAt(cursor);
    if (/^(noon|midday|midnight)$/.test(cursor.peek(1)?.word ?? '')) cursor.takeIn(EVERY);
    const hours = hourNumbers(cursor);
    if (hours) return hours;
    const found = cursor.list(() => {
      const again = takeAt(cursor);
      return timeOfDay(cursor, at || again);
    });
    return found.length ? found : null;
  });
  if (!times) return false;
  const text = cursor.textSince(place);
  const shared = shareMeridiem(times);
  checkOrder(shared, text);
  draft.times.push(...shared);
  draft.note('time', text, String(shared.map(minuteOfDay)));
  return true;
}

function takeAt(cursor: Cursor): boolean {
  const at = cursor.takeWord('at', '@');
  if (at) cursor.takeWord('exactly', 'precisely');
  return at;
}

/** "hours 9-12,14-17,20". */
function hourNumbers(cursor: Cursor): ListedTime[] | null {
  if (cursor.peek()?.unit !== 'hour') return null;
  cursor.place++;
  const hours = cursor.list(() => (cursor.peek()?.ordinal ? null : numberOrRange(cursor))).flat();
  return hours.length
    ? hours.map((hour) => ({ ...checkedTime(`hour ${hour}`, hour, 0, null), text: `${hour}:00` }))
    : null;
}

/** "9 and 5", "9:00 and 5:30" and "noon and 6" can hardly mean five or six in the morning, unless "17:00" or "09:00" shows a 24-hour clock. */
function checkOrder(times: readonly ListedTime[], text: string): void {
  if (times.some((time) => time.meridiem === null && !isOpen(time))) return;
  const goesBack = times.some((time, index) => {
    const before = times[index - 1];
    return before && isOpen(time) && minuteOfDay(time) <= minuteOfDay(before);
  });
  if (goesBack) throw new RecurrenceError(`“${text}” is not clear: write am or pm, as 9am and 5pm.`, { words: [text] });
}

/**
 * A bare hour before one with am or pm is the latest that comes before it: "8 and 10pm" are both in the evening,
 * "9, 12 and 5pm" are morning, noon and afternoon. A bare hour after one with am or pm is open.
 */
function shareMeridiem(times: readonly ListedTime[]): ListedTime[] {
  const marked = (time: ListedTime) => time.meridiem !== null && !/noon|midday|midnight/.test(time.text);
  const needsMeridiem = ({ text }: ListedTime) =>
    new RecurrenceError(`“${text}” needs am or pm, as the other times have.`, { words: [text] });
  const shared: ListedTime[] = [];
  let later: number | null = null;
  for (const time of [...times].reverse()) {
    let meant = time;
    if (isOpen(time) && later !== null) {
      const before: number = later;
      const choice = (['pm', 'am'] as const)
        .map((meridiem) => ({ ...time, meridiem }))
        .find((candidate) => minuteOfDay(candidate) < before);
      if (!choice) throw needsMeridiem(time);
      meant = choice;
    } else if (isBare(time) && times.some(marked)) throw needsMeridiem(time);
    if (marked(meant) || later !== null) later = minuteOfDay(meant);
    shared.unshift(meant);
  }
  return shared;
}
