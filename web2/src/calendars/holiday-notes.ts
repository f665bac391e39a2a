import { DAY, dateOf, formatWall } from '@/recurrence/civil';
import { wallAt } from '@/recurrence/wall-time';
import { MONTH_NAMES, WEEKDAY_NAMES } from '@/recurrence/words';
import { type HolidayRule, holidayJudge } from './holiday-rule';

/**
 * What holidays do to occurrences, in a sentence for each that they touch: "Christmas Day: skipped." To be asked of
 * occurrences in their order, since of those that move to one day only the first runs.
 */
export function holidayNotes(rule: HolidayRule): (at: Date) => { text: string; runs: boolean } | null {
  const judge = holidayJudge(rule);
  return (at) => {
    const verdict = judge(at);
    if (!verdict) return null;
    const { holiday, outcome, movedTo } = verdict;
    if (!movedTo) return { text: `${holiday}: skipped.`, runs: false };
    const day = dayText(movedTo, rule.timezone);
    if (outcome === 'merged') return { text: `${holiday}: skipped, as an earlier run moves to ${day}.`, runs: false };
    const time = formatWall(wallAt(rule.timezone, movedTo.getTime())).slice(11);
    return { text: `${holiday}: moves to ${day}, ${time}.`, runs: true };
  };
}

/** `Mon 28 Dec`, with the year on demand. */
export function dayText(at: Date, timezone: string, withYear = false): string {
  const wall = wallAt(timezone, at.getTime());
  const { day, month, year } = dateOf(wall);
  const weekday = WEEKDAY_NAMES[new Date(Math.floor(wall / DAY) * DAY).getUTCDay()] ?? '';
  const text = `${weekday.slice(0, 3)} ${day} ${(MONTH_NAMES[month - 1] ?? '').slice(0, 3)}`;
  return withYear ? `${text} ${year}` : text;
}
