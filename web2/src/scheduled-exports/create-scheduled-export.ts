import type { Target } from '@/delivery/targets';
import { DEFAULT_FORMAT } from '@/formats/catalogue';
import { env } from '@/lib/env';
import { AppError, ValidationError } from '@/lib/errors';
import { wrongIdempotencyKey } from '@/lib/http/idempotency-key';
import type { UserContext } from '@/lib/http/user-context';
import { unwrap } from '@/lib/supabase/unwrap';
import { Mistakes, parseFields } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import { describeRecurrence } from '@/recurrence/describe';
import type { Recurrence } from '@/recurrence/recurrence';
import { findReport } from '@/reports/catalogue';
import type { Report } from '@/reports/schema';
import { keepArchivePassword } from './archive-password';
import { checkDefinition, checkRuns, startOf } from './check-definition';
import { planNow } from './plan-now';
import { readScheduledExport } from './read';
import { type ScheduledExport, scheduledExportInputSchema } from './schema';
import { concernDelivery, targetsOf } from './targets';

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
  const { value, fields, errors } = parseFields(scheduledExportInputSchema, input);
  const mistakes = new Mistakes(errors);
  const targets = concernDelivery(errors) ? undefined : mistakes.collect(() => requireTargets(fields));
  const wrongKey = idempotencyKey === undefined ? null : wrongIdempotencyKey(idempotencyKey);
  if (wrongKey) mistakes.add('Idempotency-Key', wrongKey);
  const report = fields.report_type === undefined ? undefined : await findReport(ctx, fields.report_type);
  if (fields.report_type !== undefined && !report) {
    mistakes.add('report_type', `There is no report “${fields.report_type}”. GET /api/reports lists them.`);
  }
  const isWrong = (field: string) => errors.some(({ path }) => path === field);
  const format = isWrong('format') ? undefined : (fields.format ?? DEFAULT_FORMAT);
  const hasPassword = Boolean(fields.archive_password) && !isWrong('compression');
  const recurrence = checkDefinition(
    { ...fields, format, hasPassword },
    report,
    mistakes,
    env().MINIMUM_INTERVAL_MINUTES,
  );
  if (recurrence) checkRuns(recurrence, fields, new Date(), mistakes);
  mistakes.throwIfAny();
  if (!value || !targets || !report || !recurrence || !format) throw new Error('what is missing was not named');

  const organization = await activeOrganization(ctx, value.organization_id);
  const { delivery_method: _method, email: _email, archive_password: password, ...columns } = value;
  const secretId = password ? await keepArchivePassword(ctx, organization.id, password) : null;
  const row = {
    ...columns,
    organization_id: organization.id,
    secret_id: secretId,
    targets,
    recurrence: recurrence.text,
    starts_at: startOf(recurrence, value.starts_at, new Date()),
    format,
    name: value.name ?? defaultName(report, recurrence),
    ...(idempotencyKey !== undefined && { idempotency_key: idempotencyKey }),
  };
  const inserted = await ctx.supabase
    .from('scheduled_exports')
    .insert(row as never)
    .select('id')
    .single();
  if (inserted.error?.code === UNIQUE_VIOLATION && idempotencyKey !== undefined) {
    // A start that was filled in is not part of what the caller said.
    return sameAsFirst(ctx, organization.id, idempotencyKey, { ...row, starts_at: value.starts_at });
  }
  const { id } = unwrap(inserted, 'organisation');
  await planNow(ctx, id);
  return readScheduledExport(ctx, id);
}

function requireTargets(fields: Parameters<typeof targetsOf>[0]): Target[] {
  const targets = targetsOf(fields);
  if (targets) return targets;
  throw new ValidationError([
    { path: 'targets', message: 'Say where the file goes: targets, or delivery_method and email.' },
  ]);
}

function defaultName(report: Report, recurrence: Recurrence): string {
  const name = `${report.title}, ${lowerFirst(describeRecurrence(recurrence))}`;
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
  const same =
    first && Object.entries(row).every(([column, value]) => value === undefined || equal(column, first[column], value));
  if (!first || !same || first.owner_id !== ctx.userId) {
    throw new AppError(
      'idempotency_key_reused',
      'Another schedule was made with this Idempotency-Key. Use a new key for a new schedule.',
    );
  }
  return readScheduledExport(ctx, String(first.id));
}

function equal(column: string, stored: unknown, given: unknown): boolean {
  // Each request keeps the password anew, and what was kept first can be read by the worker alone.
  if (column === 'secret_id') return (stored === null) === (given === null);
  if (column === 'starts_at' || column === 'ends_at') return instant(stored) === instant(given);
  return canonical(stored) === canonical(given);
}

function instant(value: unknown): number | null {
  return typeof value === 'string' ? Date.parse(value) : null;
}

/** jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
