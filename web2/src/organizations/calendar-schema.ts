import { z } from 'zod';

const DAY = 86_400_000;
const date = z.iso.date({ error: 'Write a date such as 2027-12-24.' });

/** Days off of an organisation's own, both included; `ends_on` is the same day when it is left out. */
export const blackoutDatesInputSchema = z
  .strictObject({
    organization_id: z.uuid().optional(),
    name: z
      .string()
      .trim()
      .min(1, 'Say what the days are.')
      .max(120, 'Use at most 120 characters.')
      .regex(/^\P{Cc}*$/u, 'Use no line breaks or control characters.'),
    starts_on: date,
    ends_on: date.optional(),
  })
  .refine(({ starts_on, ends_on = starts_on }) => ends_on >= starts_on, {
    path: ['ends_on'],
    message: 'The last day must not be before the first.',
  })
  .refine(({ starts_on, ends_on = starts_on }) => Date.parse(ends_on) - Date.parse(starts_on) <= 365 * DAY, {
    path: ['ends_on'],
    message: 'List at most a year at a time.',
  });

export const blackoutDatesSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  starts_on: z.string(),
  ends_on: z.string(),
});
export type BlackoutDatesRow = z.infer<typeof blackoutDatesSchema>;

export const calendarQuerySchema = z.strictObject({ organization_id: z.uuid().optional() });

export const calendarPatchSchema = z.strictObject({
  organization_id: z.uuid().optional(),
  /** ISO 3166 code of the country whose public holidays count, null for none. */
  holiday_country: z.string().max(2, 'Use a code of two letters, such as US.').nullable(),
});

export const calendarSchema = z.object({
  organization_id: z.uuid(),
  /** Whether the caller's role lets them change it. */
  can_edit: z.boolean(),
  holiday_country: z.string().nullable(),
  blackout_dates: z.array(blackoutDatesSchema),
  /** Those of the country in the next twelve months. */
  public_holidays: z.array(z.object({ date: z.string(), name: z.string() })),
});
export type OrganizationCalendar = z.infer<typeof calendarSchema>;

export const holidayCountrySchema = z.object({ code: z.string(), name: z.string() });
