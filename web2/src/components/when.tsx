'use client';

import {
  formatClock,
  formatDay,
  formatRelative,
  formatWhen,
  formatWhenNear,
  type HourCycle,
  zoneCity,
} from './format-time';
import { CellNote } from './ui/table';
import { useNow } from './use-now';

type WhenProps = {
  value: string | Date;
  /** IANA zone of the reader (or of the job, where that is said). */
  zone: string;
  hourCycle?: HourCycle | undefined;
  /** The page's clock unless given. */
  now?: Date | undefined;
  /**
   * `absolute` "Mon 30 Nov, 09:00" · `near` "Tomorrow 07:30" · `relative` "in 14 hours", absolute as tooltip ·
   * `stacked` two lines: relative, and absolute under it.
   */
  form?: 'absolute' | 'near' | 'relative' | 'stacked';
};

/** A point in time as `<time>`. Until hydration it is absolute, so that nothing flips. */
export function When({ value, zone, hourCycle, now: given, form = 'absolute' }: WhenProps) {
  const clock = useNow();
  const now = given ?? clock ?? undefined;
  const date = typeof value === 'string' ? new Date(value) : value;
  const options = { zone, hourCycle, now };
  const absolute = formatWhen(date, options);
  const relative = now ? formatRelative(date, now) : null;
  const time = { dateTime: date.toISOString(), title: `${absolute}, ${zoneCity(zone)}` };

  if (form === 'stacked') {
    return (
      <time {...time} className="block whitespace-nowrap">
        <span className="block">{relative ?? formatDay(date, options)}</span>
        <CellNote>{relative ? absolute : formatClock(date, options)}</CellNote>
      </time>
    );
  }
  const text = {
    absolute,
    near: now ? formatWhenNear(date, { ...options, now }) : absolute,
    relative: relative ?? absolute,
  }[form];
  return (
    <time {...time} className="whitespace-nowrap">
      {text}
    </time>
  );
}
