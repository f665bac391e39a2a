import { z } from 'zod';
import { ValidationError } from '@/lib/errors';
import { parse } from '@/lib/validate';
import { RecurrenceError } from '@/recurrence/errors';
import { parseText } from '@/recurrence/natural-language/parse-text';
import { previewRecurrence } from '@/recurrence/preview';
import { isTimezone } from '@/recurrence/timezone';

const instant = z.iso.datetime({ offset: true, error: 'Write an instant such as 2027-03-01T09:00:00Z.' });

export const recurrenceRequestSchema = z
  .strictObject({
    /** A cron expression or an RRULE line. */
    recurrence: z.string().max(500).optional(),
    /** A phrase such as "every weekday at 9am", in place of a recurrence. */
    text: z.string().max(200).optional(),
    timezone: z.string().refine(isTimezone, 'Use an IANA time zone such as America/New_York.').default('UTC'),
    from: instant.optional(),
    starts_at: instant.nullish(),
    ends_at: instant.nullish(),
    count: z.int().min(1).max(100).default(5),
  })
  .refine(({ recurrence, text }) => (recurrence === undefined) !== (text === undefined), {
    path: ['recurrence'],
    message: 'Send either recurrence or text.',
  });

export const recurrencePreviewSchema = z.object({
  recurrence: z.string(),
  description: z.string(),
  timezone: z.string(),
  occurrences: z.array(
    z.object({
      at: z.string(),
      /** Wall-clock time in the zone, `YYYY-MM-DDTHH:mm`. */
      local: z.string(),
      offset: z.string(),
      note: z.string().optional(),
    }),
  ),
});

/**
 * What a recurrence will do, before it is saved.
 * @param now occurrences come after it, unless the input says `from`
 * @throws ValidationError
 */
export function previewForPeople(input: unknown, now: Date): z.infer<typeof recurrencePreviewSchema> {
  const { recurrence, text, timezone, from, starts_at, ends_at, count } = parse(recurrenceRequestSchema, input);
  try {
    const preview = previewRecurrence({
      recurrence: text === undefined ? (recurrence ?? '') : parseText(text).recurrence,
      timezone,
      from: from ? new Date(from) : now,
      startsAt: starts_at ? new Date(starts_at) : null,
      endsAt: ends_at ? new Date(ends_at) : null,
      count,
    });
    return { ...preview, timezone };
  } catch (error) {
    if (error instanceof RecurrenceError)
      throw new ValidationError([{ path: text === undefined ? 'recurrence' : 'text', message: error.message }]);
    throw error;
  }
}
