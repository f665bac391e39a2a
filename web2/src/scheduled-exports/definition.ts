import { z } from 'zod';
import { targetSchema } from '@/delivery/targets';
import { FORMAT_IDS } from '@/formats/catalogue';
import { COMPRESSION_IDS } from '@/formats/compression';
import { resolvePeriods } from '@/reports/resolve-periods';

/** The snapshot that a run executes. It is parsed again before it runs, because PostgREST bypasses the API's checks. */
export const definitionSchema = z.object({
  name: z.string(),
  organization_name: z.string(),
  owner_id: z.uuid().nullable(),
  owner_name: z.string().nullable(),
  report_title: z.string().nullable(),
  report_type: z.string(),
  filters: z.record(z.string(), z.unknown()),
  columns: z.array(z.string()).nullable(),
  sort: z.array(z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) })),
  row_limit: z.int().nullable(),
  format: z.enum(FORMAT_IDS),
  format_options: z.record(z.string(), z.unknown()),
  compression: z.enum(COMPRESSION_IDS).default('none'),
  /** Of the archive's password. */
  secret_id: z.uuid().nullable().default(null),
  file_name_template: z.string().nullable().default(null),
  targets: z.array(targetSchema).min(1),
  recurrence: z.string(),
  timezone: z.string(),
  /** From where an RRULE counts. */
  starts_at: z.string().nullable().default(null),
  when_empty: z.enum(['send', 'skip', 'fail']),
  when_unchanged: z.enum(['send', 'skip']),
});
export type Definition = z.infer<typeof definitionSchema>;

/** The columns of a schedule that its runs depend on, as the database gives them. */
export type DefinitionSource = Record<Exclude<keyof Definition, 'filters'>, unknown> & {
  filters: Record<string, unknown>;
  timezone: string;
};

export interface PlannedDefinition {
  definition: Record<string, unknown>;
  period: { start: Date; end: Date } | null;
}

/**
 * What runs for one occurrence: the schedule as it is now, with periods resolved from the occurrence in the schedule's zone.
 * @param scheduledFor the nominal instant
 * @param weekStartsOn 1 = Monday to 7 = Sunday
 */
export function planDefinition(source: DefinitionSource, scheduledFor: Date, weekStartsOn: number): PlannedDefinition {
  const { filters, period } = resolvePeriods(source.filters, {
    at: scheduledFor,
    timezone: source.timezone,
    weekStartsOn,
  });
  const definition = Object.fromEntries(
    Object.keys(definitionSchema.shape).map((key) => [key, source[key as keyof Definition]]),
  );
  return { period, definition: { ...definition, filters } };
}
