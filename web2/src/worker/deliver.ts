import { DELIVERY_METHOD_IDS } from '@/delivery/catalogue';
import type { Receipt } from '@/delivery/method';
import { honoursIdempotencyKeys, sendDelivery } from '@/delivery/registry';
import { tellOutcome } from '@/export-runs/tell-outcome';
import type { Db } from '@/lib/db';
import { ExportError } from '@/lib/errors';
import { type ClaimedDelivery, deliveryJob } from './claim-deliveries';
import { explainFailure } from './explain-failure';
import { lockRun } from './lock-run';
import { persist } from './persist';
import { MOST_ATTEMPTS, type Timing } from './timing';
import type { WorkerDeps } from './worker-deps';

export type DeliveryResult = { delivery: 'sent' | 'pending' | 'failed' | 'lost'; run: string | null };

const PROVIDER_TIMEOUT_MS = 30_000;

/** Sends one claimed delivery and records the outcome; the last one of a run gives the run its final status. */
export async function deliver(deps: WorkerDeps, delivery: ClaimedDelivery): Promise<DeliveryResult> {
  // The provider's time counts from here, whatever was waited for before.
  if (!(await extendLease(deps.db, delivery, deps.timing))) return { delivery: 'lost', run: null };
  const sent = await send(deps, delivery);
  // Apart from the sending: a record that fails must never look like a send that failed.
  return persist(deps, (tx) =>
    sent instanceof ExportError ? recordFailure(tx, delivery, sent, deps.timing) : recordSent(tx, delivery, sent),
  );
}

async function send(deps: WorkerDeps, delivery: ClaimedDelivery): Promise<Receipt | ExportError> {
  try {
    const signal = AbortSignal.any([deps.deadline, AbortSignal.timeout(PROVIDER_TIMEOUT_MS)]);
    const context = { ...deps.delivery, signal };
    return await sendDelivery(deliveryJob(delivery), context);
  } catch (error) {
    const failure = uncertainAgain(deps, delivery, explainFailure(error));
    deps.log.warn('delivery failed', {
      ...{ delivery_id: delivery.id, run_id: delivery.run_id, attempt: delivery.attempt, code: failure.code, error },
    });
    return failure;
  }
}

/** The methods by which a repeated send cannot arrive twice. */
export function keyedMethods(context: WorkerDeps['delivery']): string[] {
  return DELIVERY_METHOD_IDS.filter((method) => honoursIdempotencyKeys(method, context));
}

/** A second attempt without an answer is the last where the provider cannot tell a repeat. */
function uncertainAgain(deps: WorkerDeps, delivery: ClaimedDelivery, failure: ExportError): ExportError {
  if (!failure.uncertain || !delivery.uncertain) return failure;
  if (honoursIdempotencyKeys(delivery.method, deps.delivery)) return failure;
  return new ExportError(
    'delivery_uncertain',
    'It was sent twice without an answer, so it may have arrived. Ask the recipient before you send it again.',
    {
      retryable: false,
      cause: failure,
    },
  );
}

async function extendLease(db: Db, delivery: ClaimedDelivery, timing: Timing): Promise<boolean> {
  const rows = await db.query(
    `update public.export_deliveries set lease_expires_at = clock_timestamp() + make_interval(secs => $3)
     where id = $1 and lease_token = $2 returning id`,
    [delivery.id, delivery.lease_token, timing.leaseSeconds],
  );
  return rows.length === 1;
}

async function recordSent(db: Db, delivery: ClaimedDelivery, sent: Receipt): Promise<DeliveryResult> {
  await lockRun(db, { id: delivery.run_id, scheduled_export_id: delivery.scheduled_export_id });
  const rows = await db.query(
    `update public.export_deliveries set status = 'sent', sent_at = clock_timestamp(), provider = $3, provider_message_id = $4,
       lease_token = null, lease_expires_at = null, error_code = null, error_message = null
     where id = $1 and lease_token = $2 returning id`,
    [delivery.id, delivery.lease_token, sent.provider, sent.provider_message_id],
  );
  if (rows.length === 0) return { delivery: 'lost', run: null };
  return { delivery: 'sent', run: await settle(db, delivery.run_id) };
}

async function recordFailure(
  db: Db,
  delivery: ClaimedDelivery,
  failure: ExportError,
  timing: Timing,
): Promise<DeliveryResult> {
  const retry = failure.retryable && delivery.attempt < MOST_ATTEMPTS;
  await lockRun(db, { id: delivery.run_id, scheduled_export_id: delivery.scheduled_export_id });
  const rows = await db.query(
    `update public.export_deliveries set status = case when $3 then 'pending' else 'failed' end,
       run_after = clock_timestamp() + make_interval(secs => $4), error_code = $5, error_message = $6, uncertain = uncertain or $7,
       lease_token = null, lease_expires_at = null
     where id = $1 and lease_token = $2 returning id`,
    [
      ...[delivery.id, delivery.lease_token, retry, retry ? secondsUntilRetry(delivery, failure, timing) : 0],
      ...[failure.code, failure.message, failure.uncertain],
    ],
  );
  if (rows.length === 0) return { delivery: 'lost', run: null };
  return { delivery: retry ? 'pending' : 'failed', run: await settle(db, delivery.run_id) };
}

function secondsUntilRetry({ attempt }: ClaimedDelivery, { retryAfterSeconds }: ExportError, timing: Timing): number {
  return Math.max(retryAfterSeconds, timing.backoffSeconds(attempt, Math.random()));
}

/** Gives the run its final status when nothing of it is open, and tells its owner. */
export async function settle(db: Db, runId: string): Promise<string | null> {
  const [row] = await db.query<{ status: string | null }>('select private.settle_run($1) as status', [runId]);
  const status = row?.status ?? null;
  if (status) await tellOutcome(db, runId);
  return status;
}
