import type { Db } from '@/lib/db';
import { MOST_ATTEMPTS, type Timing } from './timing';

export interface ClaimedRun {
  id: string;
  organization_id: string;
  scheduled_export_id: string;
  scheduled_for: Date;
  period_start: Date | null;
  period_end: Date | null;
  trigger: string;
  definition: unknown;
  attempt: number;
  missed_count: number;
  lease_token: string;
  started_at: Date;
  /** By `performance.now()`, when the claim was sent: the database counts the lease from a little later. */
  claimed_at: number;
}

/**
 * Takes up to `limit` runs for the caller alone, until their lease ends: queued ones by turn, and those whose holder let the lease expire.
 * @param longLived whether the caller may take runs that were cut off by a function's deadline
 * One statement, so any number of ticks and workers may claim at once.
 */
export async function claimRuns(
  db: Db,
  { limit, longLived, timing }: { limit: number; longLived: boolean; timing: Timing },
): Promise<ClaimedRun[]> {
  const claimed_at = performance.now();
  const runs = await db.query<Omit<ClaimedRun, 'claimed_at'>>(CLAIM, [
    limit,
    timing.leaseSeconds,
    MOST_ATTEMPTS,
    longLived,
  ]);
  return runs.map((run) => ({ ...run, claimed_at }));
}

const CLAIM = `
  with expired as materialized (
    select r.id from public.export_runs r
    where r.status = 'running' and r.lease_expires_at < clock_timestamp() and r.attempt < $3 and ($4 or not r.needs_worker)
    order by r.lease_expires_at limit $1 for update skip locked
  ), queued as materialized (
    select r.id from public.export_runs r
    where r.status = 'queued' and ($4 or not r.needs_worker)
      and (select count(*) from public.export_runs active where active.organization_id = r.organization_id and active.status = 'running')
        < (select o.max_concurrent_runs from public.organizations o where o.id = r.organization_id)
    order by r.turn, r.run_after limit $1 for update skip locked
  ), claimed as (
    select id from expired union all select id from queued limit $1
  )
  update public.export_runs r
  set status = 'running', attempt = r.attempt + 1, lease_token = gen_random_uuid(), progress_rows = null,
    lease_expires_at = clock_timestamp() + make_interval(secs => $2), started_at = coalesce(r.started_at, clock_timestamp())
  from claimed where r.id = claimed.id
  returning r.id, r.organization_id, r.scheduled_export_id, r.scheduled_for, r.period_start, r.period_end, r.trigger, r.definition,
    r.attempt, r.missed_count, r.lease_token, r.started_at`;
