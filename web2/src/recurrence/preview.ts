import { DAY, formatWall, MINUTE } from './civil';
import { describeRecurrence } from './describe';
import { parseText } from './natural-language/parse-text';
import { occurrenceNote } from './occurrence-note';
import { occurrences } from './occurrences';
import { validateRecurrence } from './recurrence';
import { segmentAt } from './wall-time';

/** What to preview: a recurrence, or a sentence such as "every weekday at 9am". */
export type PreviewInput = ({ recurrence: string } | { text: string }) & {
  /** IANA name. */
  timezone: string;
  /** Occurrences come after it. */
  from: Date;
  startsAt?: Date | null;
  endsAt?: Date | null;
  /** How many occurrences, at most 100. */
  count: number;
  /** Occurrences may not be closer on the wall clock than this, 1 by default. */
  minimumIntervalMinutes?: number;
  /** What else is to be said of an occurrence, such as a holiday, and whether it runs all the same; asked in their order. */
  noteOf?: (at: Date) => { text: string; runs: boolean } | null;
};

export type PreviewedOccurrence = {
  /** The instant, ISO 8601 in UTC. */
  at: string;
  /** What the zone's clocks show then, `YYYY-MM-DDTHH:mm`. */
  local: string;
  /** The zone's offset from UTC then, `-05:00`. */
  offset: string;
  /** What is odd about it, a sentence or two. */
  note?: string;
};

export type Preview = { recurrence: string; description: string; occurrences: PreviewedOccurrence[] };

/** What a recurrence will do: its sentence and its next occurrences. Throws RecurrenceError saying what is wrong. */
export function previewRecurrence(input: PreviewInput): Preview {
  const { timezone, from } = input;
  const count = Math.min(input.count, 100);
  const text = 'text' in input ? parseText(input.text).recurrence : input.recurrence;
  const recurrence = validateRecurrence(text, input);
  // What is saved without a start counts from now.
  const startsAt = input.startsAt ?? (recurrence.kind === 'rrule' ? from : null);
  // One more than shown tells whether the last one shown is the last of all.
  const found = occurrences(recurrence, { ...input, startsAt, after: from, limit: count + 1 });
  const notes = found.map((at) => input.noteOf?.(at) ?? null);
  const lastRun = found.length > count ? -1 : notes.findLastIndex((note) => note?.runs !== false);
  const previewed = found.slice(0, count).map((at, index) => {
    const { offset } = segmentAt(timezone, at.getTime());
    const clock = occurrenceNote(recurrence, {
      timezone,
      at,
      previous: found[index - 1] ?? from,
      last: index === lastRun,
      startsAt,
      endsAt: input.endsAt ?? null,
    });
    // Of what does not run there is no more to say.
    const own = notes[index];
    const note = [own?.text, own?.runs === false ? null : clock].filter(Boolean).join(' ');
    return {
      at: at.toISOString(),
      local: formatWall(at.getTime() + offset),
      offset: formatOffset(offset),
      ...(note ? { note } : {}),
    };
  });
  return {
    recurrence: recurrence.text,
    description: describeRecurrence(recurrence, { startsAt, timezone }),
    occurrences: previewed,
  };
}

function formatOffset(offset: number): string {
  const clock = formatWall(Math.round(Math.abs(offset) / MINUTE) * MINUTE + DAY).slice(11);
  return `${offset < 0 ? '-' : '+'}${clock}`;
}
