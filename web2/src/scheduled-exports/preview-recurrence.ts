import { z } from 'zod';
import { holidayNotes } from '@/calendars/holiday-notes';
import { ON_HOLIDAYS } from '@/calendars/on-holidays';
import { env } from '@/lib/env';
import { ValidationError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { parse } from '@/lib/validate';
import { organizationCalendar } from '@/organizations/read-calendar';
import { RecurrenceError } from '@/recurrence/errors';
import { parseText } from '@/recurrence/natural-language/parse-text';
import { LONGEST_TEXT } from '@/recurrence/natural-language/tokens';
import { previewRecurrence } from '@/recurrence/preview';
import { isTimezone } from '@/recurrence/timezone';

const instant = z.iso.datetime({ offset: true, error: 'Write an instant such as 2027-03-01T09:00:00Z.' });

export const recurrenceRequestSchema = z
  .strictObject({
    /** A cron expression or an RRULE line. */
    recurrence: z.string().max(500).optional(),
    /** A phrase such as "every weekday at 9am", in place of a recurrence. */
    text: z.string().max(LONGEST_TEXT).optional(),
    timezone: z.string().refine(isTimezone, 'Use an IANA time zone such as America/New_York.').default('UTC'),
    from: instant.optional(),
    starts_at: instant.nullish(),
    ends_at: instant.nullish(),
    /** With skip or next_business_day, what the organisation's holidays do is noted. */
    on_holidays: z.enum(ON_HOLIDAYS, { error: `Choose one of ${ON_HOLIDAYS.join(', ')}.` }).default('run'),
    organization_id: z.uuid().optional(),
    count: z.int().min(1).max(100).default(5),
  })
  .refine(({ starts_at, ends_at }) => !starts_at || !ends_at || Date.parse(starts_at) < Date.parse(ends_at), {
    path: ['ends_at'],
    message: 'The end must be after the start.',
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
 * @throws ValidationError, NotFoundError (organisation)
 */
export async function previewForPeople(
  ctx: UserContext,
  input: unknown,
  now: Date,
): Promise<z.infer<typeof recurrencePreviewSchema>> {
  const { recurrence, text, timezone, from, starts_at, ends_at, on_holidays, organization_id, count } = parse(
    recurrenceRequestSchema,
    input,
  );
  const calendar = on_holidays === 'run' ? undefined : await organizationCalendar(ctx, organization_id);
  try {
    const preview = previewRecurrence({
      recurrence: text === undefined ? (recurrence ?? '') : parseText(text).recurrence,
      timezone,
      from: from ? new Date(from) : now,
      startsAt: starts_at ? new Date(starts_at) : null,
      endsAt: ends_at ? new Date(ends_at) : null,
      count,
      minimumIntervalMinutes: env().MINIMUM_INTERVAL_MINUTES,
      ...(calendar && { noteOf: holidayNotes({ onHolidays: on_holidays, timezone, calendar }) }),
    });
    return { ...preview, timezone };
  } catch (error) {
    if (error instanceof RecurrenceError)
      throw new ValidationError([{ path: text === undefined ? 'recurrence' : 'text', message: error.message }]);
    throw error;
  }
}
