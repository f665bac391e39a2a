import { tellOutcome } from '@/export-runs/tell-outcome';
import { TOO_LONG } from '@/export-runs/too-long';
import type { Db } from '@/lib/db';
import { KEY_IS_KNOWN, STOPPED } from './claim-deliveries';
import { keyedMethods, settle } from './deliver';
import { lockRun } from './lock-run';
import { MOST_ATTEMPTS } from './timing';
import type { WorkerDeps } from './worker-deps';

/** Says of what nobody will take up any more that it failed. What may be tried again is taken over by the claims themselves. */
export async function rescue(deps: WorkerDeps): Promise<string[]> {
  await deps.db.query(SHORTEN_LEASES, [deps.timing.leaseSeconds]);
  await deps.db.query(FAIL_NOTICES);
  return [...(await failRuns(deps)), ...(await failDeliveries(deps))];
}

interface Abandoned {
  id: string;
  scheduled_export_id: string;
}

async function failRuns(deps: WorkerDeps): Promise<string[]> {
  const abandoned = await deps.db.query<Abandoned>(ABANDONED_RUNS, [MOST_ATTEMPTS]);
  return settleEach(deps, abandoned, async (tx, run) => {
    const [ended] = await tx.query<{ status: string }>(END_RUN, [
      MOST_ATTEMPTS,
      run.id,
      TOO_LONG.code,
      TOO_LONG.message,
    ]);
    if (ended?.status === 'failed') await tellOutcome(tx, run.id);
    return ended?.status ?? null;
  });
}

async function failDeliveries(deps: WorkerDeps): Promise<string[]> {
  const keyed = keyedMethods(deps.delivery);
  const abandoned = await deps.db.query<Abandoned>(
    `select distinct r.id, r.scheduled_export_id from public.export_deliveries d join public.export_runs r on r.id = d.run_id
     where ${ABANDONED_DELIVERY} limit 100`,
    [MOST_ATTEMPTS, keyed],
  );
  return settleEach(deps, abandoned, async (tx, run) => {
    await tx.query(FAIL_DELIVERIES, [MOST_ATTEMPTS, keyed, run.id]);
    return settle(tx, run.id);
  });
}

/** Each in a transaction of its own: one that cannot be settled must not keep the tick from the others. */
async function settleEach(
  { db, log }: WorkerDeps,
  abandoned: Abandoned[],
  end: (tx: Db, run: Abandoned) => Promise<string | null>,
): Promise<string[]> {
  const statuses: string[] = [];
  for (const run of abandoned) {
    try {
      const status = await db.transaction({ actor: 'worker' }, async (tx) => {
        await lockRun(tx, run);
        return end(tx, run);
      });
      if (status) statuses.push(status);
    } catch (error) {
      log.error('an abandoned run could not be settled', { run_id: run.id, error });
    }
  }
  return statuses;
}

// No lease is that long: the database's clock was set back, and whoever died would keep what it held until then.
const SHORTEN_LEASES = `
  with runs as (
    update public.export_runs set lease_expires_at = clock_timestamp() + make_interval(secs => $1)
    where stage = 'active' and status = 'running' and lease_expires_at > (select clock_timestamp() + interval '1 hour')
  ), notices as (
    update public.notifications set lease_expires_at = clock_timestamp() + make_interval(secs => $1)
    where email_status = 'sending' and lease_expires_at > (select clock_timestamp() + interval '1 hour')
  )
  update public.export_deliveries set lease_expires_at = clock_timestamp() + make_interval(secs => $1)
  where status = 'sending' and lease_expires_at > (select clock_timestamp() + interval '1 hour')`;

// Begun twice without an answer: it may have arrived, and the inbox has it too.
const FAIL_NOTICES = `
  update public.notifications set email_status = 'failed', lease_token = null, lease_expires_at = null
  where email_status = 'sending' and lease_expires_at < (select clock_timestamp()) and email_attempt >= 2`;

// Begun too often, or stopped meanwhile; or only for a long-lived worker, and none came, or came back, for an hour.
const ABANDONED_RUN = `(
  (r.status = 'running' and r.lease_expires_at < clock_timestamp() and (r.attempt >= $1 or r.cancel_requested_at is not null))
  or (r.needs_worker and case r.status when 'queued' then r.run_after when 'running' then r.lease_expires_at end
    < clock_timestamp() - interval '1 hour'))`;

// By what is claimed and what is queued, each in the order of its index: the history is not read.
const ABANDONED_RUNS = `
  (select r.id, r.scheduled_export_id from public.export_runs r
    where r.stage = 'active' and r.status = 'running' and r.lease_expires_at < (select clock_timestamp()) and ${ABANDONED_RUN} order by r.lease_expires_at limit 100)
  union all
  (select r.id, r.scheduled_export_id from public.export_runs r
    where r.stage = 'active' and r.status = 'queued' and r.needs_worker and ${ABANDONED_RUN} order by r.turn, r.run_after limit 100)`;

const END_RUN = `
  update public.export_runs r
  set status = case when r.cancel_requested_at is null then 'failed' else 'cancelled' end, finished_at = clock_timestamp(),
    lease_token = null, lease_expires_at = null,
    error_code = case when r.cancel_requested_at is not null then null when r.needs_worker then $3 else 'worker_lost' end,
    error_message = case when r.cancel_requested_at is not null then null when r.needs_worker then $4
      else 'The export was begun ${MOST_ATTEMPTS} times and never finished. Shorten the period or add a filter.' end
  where r.id = $2 and ${ABANDONED_RUN}
  returning r.status`;

// Begun too often; or a second time without an answer where the provider cannot tell a repeat; or stopped meanwhile.
const ABANDONED_DELIVERY = `
  d.status = 'sending' and d.lease_expires_at < (select clock_timestamp()) and (d.attempt >= $1 or (d.uncertain and not (d.method = any ($2::text[]) and ${KEY_IS_KNOWN})) or ${STOPPED})`;

const FAIL_DELIVERIES = `
  update public.export_deliveries d set status = 'failed', lease_token = null, lease_expires_at = null, error_code = 'delivery_uncertain',
    error_message = 'It was begun and no answer came, so it may have arrived. Ask the recipient before you send it again.'
  where d.run_id = $3 and ${ABANDONED_DELIVERY}`;
