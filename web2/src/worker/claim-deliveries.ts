import type { DeliveryJob } from '@/delivery/registry';
import { lateBy } from '@/export-runs/lateness';
import { fileType } from '@/formats/compression';
import { type FileNote, noteSentence } from '@/formats/file-notes';
import type { Db } from '@/lib/db';
import { describeRecurrence } from '@/recurrence/describe';
import { parseRecurrence } from '@/recurrence/recurrence';
import { resolvedPeriodSchema } from '@/reports/filters';
import { type Definition, definitionSchema } from '@/scheduled-exports/definition';
import { MOST_ATTEMPTS, type Timing } from './timing';

export interface ClaimedDelivery {
  id: string;
  run_id: string;
  method: string;
  label: string;
  target: Record<string, unknown>;
  attempt: number;
  uncertain: boolean;
  link_expires_at: Date | null;
  lease_token: string;
  scheduled_export_id: string;
  scheduled_for: Date;
  moved_to: Date | null;
  started_at: Date;
  trigger: string;
  missed_count: number;
  definition: unknown;
  file_name: string;
  path: string;
  row_count: number;
  byte_size: number;
  sha256: string;
  notes: FileNote[];
}

/**
 * Takes up to `limit` deliveries for the caller alone. One found in `sending` with its lease expired may have been sent already:
 * it is marked uncertain, and a method without idempotency keys tries such a one once only.
 * @param keyed methods whose provider honours idempotency keys
 */
export async function claimDeliveries(
  db: Db,
  { limit, keyed, timing }: { limit: number; keyed: string[]; timing: Timing },
): Promise<ClaimedDelivery[]> {
  return db.query<ClaimedDelivery>(claim(limit), [timing.leaseSeconds, MOST_ATTEMPTS, keyed]);
}

/** What people stopped is not begun again; `d` is the delivery. */
export const STOPPED =
  '(exists (select from public.export_runs r where r.id = d.run_id and r.cancel_requested_at is not null))';

/** Providers forget keys after 24 hours; from then on a repeat is as uncertain as without. */
export const KEY_IS_KNOWN = `d.lease_expires_at > clock_timestamp() - interval '23 hours'`;

// New ones by turn. Chance picks between them, what comes again and what was left behind: none waits for the others to end.
// The limit is written out: a planner that does not know it may read and sort everything.
const claim = (limit: number) => `
  with new as materialized (
    select d.id from public.export_deliveries d
    where d.status = 'pending' and d.attempt = 0 and not ${STOPPED}
    order by d.turn, d.run_after limit ${limit} for update skip locked
  ), again as materialized (
    select d.id from public.export_deliveries d
    where d.status = 'pending' and d.attempt > 0 and d.run_after <= (select clock_timestamp()) and not ${STOPPED}
    order by d.run_after limit ${limit} for update skip locked
  ), expired as materialized (
    select d.id from public.export_deliveries d
    where d.status = 'sending' and d.lease_expires_at < (select clock_timestamp()) and d.attempt < $2 and (not d.uncertain or d.method = any ($3::text[]) and ${KEY_IS_KNOWN})
      and not ${STOPPED}
    order by d.lease_expires_at limit ${limit} for update skip locked
  ), claimed as (
    update public.export_deliveries d
    set uncertain = d.uncertain or d.status = 'sending', status = 'sending', attempt = d.attempt + 1, lease_token = gen_random_uuid(),
      lease_expires_at = clock_timestamp() + make_interval(secs => $1)
    where d.id in (
      select id from (select id from expired union all select id from again union all select id from new) due order by random() limit ${limit})
    returning d.*
  )
  select c.id, c.run_id, c.method, c.label, c.target, c.attempt, c.uncertain, c.link_expires_at, c.lease_token, r.scheduled_export_id, r.scheduled_for,
    r.moved_to, r.started_at, r.trigger, r.missed_count, r.definition, f.name as file_name, f.path, f.row_count, f.byte_size, f.sha256, f.notes
  from claimed c join public.export_runs r on r.id = c.run_id join public.export_files f on f.id = c.file_id`;

/** What the delivery method sends: made of stored values alone, so that a retry sends the same bytes. */
export function deliveryJob(delivery: ClaimedDelivery): DeliveryJob {
  const definition = definitionSchema.parse(delivery.definition);
  const type = fileType(definition);
  const late = lateBy(delivery.moved_to ?? delivery.scheduled_for, delivery.started_at);
  return {
    id: delivery.id,
    method: delivery.method,
    target: delivery.target,
    label: delivery.label,
    link_expires_at: delivery.link_expires_at,
    run: {
      id: delivery.run_id,
      organization_name: definition.organization_name,
      schedule_name: definition.name,
      report_title: definition.report_title || definition.report_type,
      owner_name: definition.owner_name,
      scheduled_for: delivery.scheduled_for,
      late_seconds: delivery.trigger === 'schedule' ? late : null,
      period: periodOf(definition),
      timezone: definition.timezone,
      recurrence_description: describeRecurrence(parseRecurrence(definition.recurrence), {
        startsAt: definition.starts_at ? new Date(definition.starts_at) : null,
        timezone: definition.timezone,
      }),
      trigger: delivery.trigger,
      missed_count: delivery.missed_count,
    },
    file: {
      name: delivery.file_name,
      path: delivery.path,
      format_label: type.label,
      content_type: type.contentType,
      is_protected: definition.secret_id !== null,
      row_count: delivery.row_count,
      byte_size: delivery.byte_size,
      sha256: delivery.sha256,
      notes: delivery.notes.map(noteSentence),
    },
  };
}

function periodOf({ filters }: Definition): DeliveryJob['run']['period'] {
  for (const condition of Object.values(filters)) {
    const resolved = resolvedPeriodSchema.safeParse(condition);
    if (resolved.success)
      return { name: resolved.data.period, start: new Date(resolved.data.start), end: new Date(resolved.data.end) };
  }
  return null;
}
