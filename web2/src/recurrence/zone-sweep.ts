import { DAY, HOUR, MINUTE } from './civil';
import { occurrences } from './occurrences';
import { readPlainly } from './plain-reading';
import { parseRecurrence } from './recurrence';

/** A moment at which a zone's clocks jump: offsets from UTC in milliseconds just before and from `at` on. */
export type ClockChange = { timezone: string; at: number; before: number; after: number };

/** What a sweep found; `faults` says each in words. */
export type SweepResult = { checks: number; thrown: number; lost: number; repeated: number; faults: string[] };

const quarters = [0, 15, 30, 45];
/** Every quarter-hour daily time, rules that run again in a repeated hour, rules of certain days, and RRULE lines. */
export const SWEPT_RULES: readonly string[] = [
  ...Array.from({ length: 24 }, (_, hour) => quarters.map((minute) => `${minute} ${hour} * * *`)).flat(),
  ...['*/15 * * * *', '0 * * * *', '30 */2 * * *', '0-10 1-3 * * *', '0,30 0,1,2,3,23 * * *', '*/7 23-2 * * *'],
  ...['30 2 * * SUN', '15 0,23 L * *', '0 2 LW * *', '30 1 * * SUN#1,6L', '0 0,2 13 * 0,5', '*/20 22-3 */2 * FRI-MON'],
  ...['RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,23;BYMINUTE=0,30', 'RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,22,23;BYMINUTE=15'],
  ...[
    'RRULE:FREQ=WEEKLY;BYDAY=SA,SU,FR;BYHOUR=2;BYMINUTE=30',
    'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1,29;BYHOUR=0,1;BYMINUTE=0',
  ],
];

/** The clock changes of a zone in a stretch of time, found by asking the platform's own calendar day by day. */
export function clockChanges(timezone: string, from: number, until: number): ClockChange[] {
  const offset = offsetReader(timezone);
  const changes: ClockChange[] = [];
  for (let day = from; day < until; day += DAY) {
    const before = offset(day);
    if (before === offset(day + DAY)) continue;
    let [low, high] = [day, day + DAY];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ timezone, at: high, before, after: offset(high) });
  }
  return changes;
}

function offsetReader(timezone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}

/** Compares the occurrences around clock changes with a minute-by-minute walk by the plain reading of each rule. */
export function sweep(changes: readonly ClockChange[], rules: readonly string[]): SweepResult {
  const result: SweepResult = { checks: 0, thrown: 0, lost: 0, repeated: 0, faults: [] };
  for (const change of changes) for (const text of rules) check(change, text, result);
  return result;
}

function check(change: ClockChange, text: string, result: SweepResult): void {
  const from = change.at - 30 * HOUR;
  const until = change.at + 30 * HOUR;
  const what = `${text} in ${change.timezone} around ${new Date(change.at).toISOString()}`;
  result.checks++;
  try {
    const expected = expectedInstants(change, text, from, until);
    const found = occurrences(parseRecurrence(text), {
      ...{ timezone: change.timezone, after: new Date(from), until: new Date(until), limit: 10_000 },
      startsAt: new Date(from - 10 * DAY),
    }).map((date) => date.getTime());
    const lost = expected.filter((at) => !found.includes(at));
    const repeated = found.filter((at, index) => !expected.includes(at) || found.indexOf(at) !== index);
    result.lost += lost.length;
    result.repeated += repeated.length;
    if (lost.length + repeated.length) result.faults.push(`${what}: lost ${lost}, repeated ${repeated}`);
  } catch (error) {
    result.thrown++;
    result.faults.push(`${what}: ${error}`);
  }
}

/** The rule by its plain reading: each minute's wall time, and the wall times that the clocks jumped over. */
function expectedInstants({ at, before, after }: ClockChange, text: string, from: number, until: number): number[] {
  const { fits, repeats } = readPlainly(text);
  const matches = (wall: number) => fits(new Date(wall));
  const found = new Set<number>();
  for (let instant = from + MINUTE; instant <= until; instant += MINUTE) {
    const wall = instant + (instant < at ? before : after);
    const again = instant >= at && wall < at + before;
    if (matches(wall) && (repeats || !again)) found.add(instant);
  }
  if (after - before < DAY)
    for (let wall = at + before; wall < at + after; wall += MINUTE) if (matches(wall)) found.add(at);
  return [...found].sort((a, b) => a - b);
}
