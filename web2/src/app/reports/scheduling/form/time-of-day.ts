export interface TimeOfDay {
  hour: number;
  minute: number;
}

const SHAPE = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/i;

/** Reads "9", "9am", "9:30 pm", "17:30", "0930", "noon" and "midnight"; null when it is no time of the 24-hour clock. */
export function parseTimeOfDay(text: string): TimeOfDay | null {
  const typed = text.trim().toLowerCase();
  if (typed === 'noon') return { hour: 12, minute: 0 };
  if (typed === 'midnight') return { hour: 0, minute: 0 };
  const [matched, hours, minutes = '0', half] = SHAPE.exec(typed) ?? [];
  if (!matched) return null;
  const given = Number(hours);
  const minute = Number(minutes);
  if (minute > 59 || given > 23 || (half && (given < 1 || given > 12))) return null;
  return { hour: half ? (given % 12) + (half === 'p' ? 12 : 0) : given, minute };
}

/** "09:05"; null unless both numbers are on the clock. */
export function formatTimeOfDay({ hour, minute }: TimeOfDay): string | null {
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
