import { DAY, dateOf, formatWall } from '@/recurrence/civil';
import { wallAt } from '@/recurrence/wall-time';
import { MONTH_NAMES, WEEKDAY_NAMES } from '@/recurrence/words';
import { dayOf, type HolidayRule, holidayVerdict } from './holiday-rule';

/**
 * What holidays do to occurrences, in a sentence for each that they touch: "Christmas Day: skipped." To be asked of
 * occurrences in their order, since of those that move to one day only the first runs.
 */
export function holidayNotes(rule: HolidayRule): (at: Date) => string | null {
  const days = new Set<number>();
  return (at) => {
    const verdict = holidayVerdict(at, rule);
    if (!verdict) return null;
    const { holiday, movedTo } = verdict;
    if (!movedTo) return `${holiday}: skipped.`;
    const wall = wallAt(rule.timezone, movedTo.getTime());
    const when = `${dayText(wall)}, ${formatWall(wall).slice(11)}`;
    const day = dayOf(movedTo, rule.timezone);
    if (days.has(day)) return `${holiday}: skipped, as an earlier run moves to ${dayText(wall)}.`;
    days.add(day);
    return `${holiday}: moves to ${when}.`;
  };
}

function dayText(wall: number): string {
  const { day, month } = dateOf(wall);
  const weekday = WEEKDAY_NAMES[new Date(Math.floor(wall / DAY) * DAY).getUTCDay()] ?? '';
  return `${weekday.slice(0, 3)} ${day} ${(MONTH_NAMES[month - 1] ?? '').slice(0, 3)}`;
}
