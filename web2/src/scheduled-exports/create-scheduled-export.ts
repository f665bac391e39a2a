import { AppError, ValidationError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { parse } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import { describeRecurrence } from '@/recurrence/describe';
import { parseRecurrence } from '@/recurrence/recurrence';
import { getReport } from '@/reports/catalogue';
import type { Report } from '@/reports/schema';
import { checkDefinition } from './check-definition';
import { planNow } from './plan-now';
import { readScheduledExport } from './read';
import { type ScheduledExport, scheduledExportInputSchema } from './schema';
import { targetsOf } from './targets';

const UNIQUE_VIOLATION = '23505';

/**
 * Schedules an export, owned by the caller.
 * @param input body of POST /api/scheduled-exports; unnamed fields take the database's defaults
 * @param idempotencyKey the same key with the same body answers with the schedule that the first request made
 * @throws ValidationError, NotFoundError (organisation), AppError forbidden or idempotency_key_reused
 */
export async function createScheduledExport(
  ctx: UserContext,
  input: unknown,
  idempotencyKey?: string,
): Promise<ScheduledExport> {
  const {
    organization_id,
    delivery_method,
    email,
    targets: _targets,
    ...fields
  } = parse(scheduledExportInputSchema, input);
  const targets = targetsOf({ targets: _targets, delivery_method, email });
  if (!targets) {
    throw new ValidationError([
      { path: 'targets', message: 'Say where the file goes: targets, or delivery_method and email.' },
    ]);
  }
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw new ValidationError([{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible ASCII characters.' }]);
  }
  const organization = await activeOrganization(ctx, organization_id);
  const report = await getReportOrRefuse(ctx, fields.report_type);
  const timezone = fields.timezone ?? 'UTC';
  checkDefinition(
    {
      filters: fields.filters ?? {},
      columns: fields.columns ?? null,
      sort: fields.sort ?? [],
      recurrence: fields.recurrence,
      timezone,
      starts_at: fields.starts_at ?? null,
      ends_at: fields.ends_at ?? null,
    },
    report,
  );
  const row = {
    ...fields,
    organization_id: organization.id,
    targets,
    timezone,
    format: fields.format ?? 'csv',
    name: fields.name ?? defaultName(report, fields.recurrence),
    ...(idempotencyKey !== undefined && { idempotency_key: idempotencyKey }),
  };
  const inserted = await ctx.supabase
    .from('scheduled_exports')
    .insert(row as never)
    .select('id')
    .single();
  if (inserted.error?.code === UNIQUE_VIOLATION && idempotencyKey !== undefined) {
    return sameAsFirst(ctx, organization.id, idempotencyKey, row);
  }
  const { id } = unwrap(inserted, 'organisation');
  await planNow(ctx, id);
  return readScheduledExport(ctx, id);
}

async function getReportOrRefuse(ctx: UserContext, reportType: string): Promise<Report> {
  try {
    return await getReport(ctx, reportType);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    throw new ValidationError([
      { path: 'report_type', message: `There is no report “${reportType}”. GET /api/reports lists them.` },
    ]);
  }
}

function defaultName(report: Report, recurrence: string): string {
  const name = `${report.title}, ${lowerFirst(describeRecurrence(parseRecurrence(recurrence)))}`;
  return name.length <= 120 ? name : `${name.slice(0, 119)}…`;
}

function lowerFirst(sentence: string): string {
  // "Every", "On" and "At" fall in the middle of a name; days and months keep their capital.
  return /^(Every|On|At|Weekdays|Weekends|The)\b/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}

async function sameAsFirst(
  ctx: UserContext,
  organizationId: string,
  key: string,
  row: Record<string, unknown>,
): Promise<ScheduledExport> {
  const found = await ctx.supabase
    .from('scheduled_exports')
    .select('*')
    .eq('organization_id', organizationId)
    .eq('idempotency_key', key)
    .maybeSingle();
  const first: Record<string, unknown> | null = found.data;
  const same = first && Object.entries(row).every(([column, value]) => equal(first[column], value));
  if (!first || !same || first.owner_id !== ctx.userId) {
    throw new AppError(
      'idempotency_key_reused',
      'Another schedule was made with this Idempotency-Key. Use a new key for a new schedule.',
    );
  }
  return readScheduledExport(ctx, String(first.id));
}

function equal(stored: unknown, given: unknown): boolean {
  if (typeof stored === 'string' && typeof given === 'string') {
    return stored === given || (!Number.isNaN(Date.parse(given)) && Date.parse(stored) === Date.parse(given));
  }
  return canonical(stored) === canonical(given);
}

/** jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
