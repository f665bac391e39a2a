/**
 * A second, plain reading of recurrences, for checks alone: it asks of one wall-clock minute whether a rule fits it,
 * shares no code with the engine, and is far too slow for anything else.
 */
export type PlainRule = {
  fits(wall: Date): boolean;
  /** Runs again in a repeated hour. */
  repeats: boolean;
};

export function readPlainly(text: string): PlainRule {
  return text.startsWith('RRULE:') ? readRrule(text.slice(6)) : readCron(text.toUpperCase());
}

const DAY = 86_400_000;
const dateAt = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day));
const lastDay = (wall: Date) => dateAt(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0).getUTCDate();

function readCron(text: string): PlainRule {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = text.split(' ');
  const minutes = Array.from({ length: 60 }, (_, value) => fitsList(minute, value, 0, 59));
  const hours = Array.from({ length: 24 }, (_, value) => fitsList(hour, value, 0, 23));
  const fits = (wall: Date): boolean => {
    if (!minutes[wall.getUTCMinutes()] || !hours[wall.getUTCHours()]) return false;
    if (!fitsList(month, wall.getUTCMonth() + 1, 1, 12)) return false;
    const inMonth = day.split(',').some((item) => fitsMonthDay(item, wall));
    const inWeek = weekday.split(',').some((item) => fitsWeekday(item, wall));
    return day.startsWith('*') || weekday.startsWith('*') ? inMonth && inWeek : inMonth || inWeek;
  };
  return { fits, repeats: ['*', '-', '/'].some((sign) => (minute + hour).includes(sign)) };
}

function fitsMonthDay(item: string, wall: Date): boolean {
  const last = lastDay(wall);
  const [, fromLast, number, nearest] = /^(L(?:-\d+)?|(\d+)(?=W))(W)?$/.exec(item) ?? [];
  if (fromLast === undefined) return fitsList(item, wall.getUTCDate(), 1, 31);
  const target = number ? Number(number) : last + Number(fromLast.slice(1) || 0);
  if (target < 1 || target > last) return false;
  return wall.getUTCDate() === (nearest ? nearestWorkday(target, last, wall) : target);
}

/** Tries the days around it, the nearer first, within the month. */
function nearestWorkday(target: number, last: number, wall: Date): number | undefined {
  return [0, -1, 1, -2, 2]
    .map((shift) => target + shift)
    .find((day) => {
      const weekday = dateAt(wall.getUTCFullYear(), wall.getUTCMonth(), day).getUTCDay();
      return day >= 1 && day <= last && weekday >= 1 && weekday <= 5;
    });
}

function fitsWeekday(item: string, wall: Date): boolean {
  const named = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].reduce(
    (text, name, number) => text.replaceAll(name, String(number)),
    item,
  );
  const weekday = wall.getUTCDay();
  if (/^\dL$/.test(named)) {
    const isLast = new Date(wall.getTime() + 7 * DAY).getUTCMonth() !== wall.getUTCMonth();
    return Number(named[0]) % 7 === weekday && isLast;
  }
  if (named.includes('#')) {
    const [day, nth] = named.split('#').map(Number);
    return (day ?? 0) % 7 === weekday && nth === Math.floor((wall.getUTCDate() - 1) / 7) + 1;
  }
  return fitsList(named, weekday, 0, 6) || (weekday === 0 && fitsList(named, 7, 0, 7) && named !== '*');
}

/** Lists of values, ranges (which may wrap around) and steps, counted out one by one. */
function fitsList(list: string, value: number, min: number, max: number): boolean {
  return list.split(',').some((item) => {
    const [range = '', step = '1'] = item.split('/');
    const [first, last] = range === '*' ? [min, max] : (range.split('-').map(Number) as [number, number?]);
    const end = last ?? (item.includes('/') ? max : first);
    for (let at = first, passed = 0; passed <= max - min; passed++, at = at >= max && end < first ? min : at + 1) {
      if (at === value && passed % Number(step) === 0) return true;
      if (at === end) return false;
    }
    return false;
  });
}

function readRrule(line: string): PlainRule {
  const parts = new Map(line.split(';').map((part) => part.split('=') as [string, string]));
  const numbers = (name: string) => parts.get(name)?.split(',').map(Number);
  const [hours, minutes, monthDays] = ['BYHOUR', 'BYMINUTE', 'BYMONTHDAY'].map(numbers);
  const days = parts
    .get('BYDAY')
    ?.split(',')
    .map((code) => ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'].indexOf(code));
  const fits = (wall: Date): boolean => {
    if (!hours?.includes(wall.getUTCHours()) || !minutes?.includes(wall.getUTCMinutes())) return false;
    if (days && !days.includes(wall.getUTCDay())) return false;
    const fromEnd = wall.getUTCDate() - lastDay(wall) - 1;
    return !monthDays || monthDays.includes(wall.getUTCDate()) || monthDays.includes(fromEnd);
  };
  return { fits, repeats: false };
}
