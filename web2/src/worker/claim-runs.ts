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
 * Fewer than there are when organisations have no room for more; none when nothing can be taken.
 * @param longLived whether the caller may take runs that were cut off by a function's deadline
 * One statement, so any number of ticks and workers may claim at once.
 */
export async function claimRuns(
  db: Db,
  { limit, longLived, timing }: { limit: number; longLived: boolean; timing: Timing },
): Promise<ClaimedRun[]> {
  const claimed_at = performance.now();
  const values = [timing.leaseSeconds, MOST_ATTEMPTS, longLived];
  const runs = await db.query<Omit<ClaimedRun, 'claimed_at'>>(claim(limit), values);
  return runs.map((run) => ({ ...run, claimed_at }));
}

// The limit is written out, since a planner that does not know it may read and sort everything; and the clock is read once, since an
// index cannot be asked for what changes from row to row.
const claim = (limit: number) => `
  update public.export_runs r
  set status = 'running', attempt = r.attempt + 1, lease_token = gen_random_uuid(), progress_rows = null,
    lease_expires_at = clock_timestamp() + make_interval(secs => $1), started_at = coalesce(r.started_at, clock_timestamp())
  where r.id = any ((array(${expired(limit)}) || array(${limit === 1 ? firstQueued : fittingQueued(limit)}))[1:${limit}])
  returning r.id, r.organization_id, r.scheduled_export_id, r.scheduled_for, r.period_start, r.period_end, r.trigger, r.definition,
    r.attempt, r.missed_count, r.lease_token, r.started_at`;

const expired = (limit: number) => `
    select r.id from public.export_runs r
    where r.status = 'running' and r.lease_expires_at < (select clock_timestamp()) and r.attempt < $2 and ($3 or not r.needs_worker)
    order by r.lease_expires_at limit ${limit} for update skip locked`;

/** Runs under way by organisation, as an object. */
const UNDER_WAY = `(
          select jsonb_object_agg(organization_id, runs) from (
            select a.organization_id, count(*) as runs from public.export_runs a where a.status = 'running' group by a.organization_id) a)`;

// How many more runs of its organisation may be under way. What runs is counted once for all of them: asked for each, the planner
// would build a bitmap each time. `offset 0` keeps it from working the room out twice.
const QUEUED = `
    from public.export_runs r
      cross join lateral (
        select (select o.max_concurrent_runs from public.organizations o where o.id = r.organization_id) - coalesce((${UNDER_WAY} ->> r.organization_id::text)::int, 0) as room
        offset 0) organization
    where r.status = 'queued' and ($3 or not r.needs_worker) and organization.room > 0
    order by r.turn, r.run_after`;

const firstQueued = `select r.id ${QUEUED} limit 1 for update of r skip locked`;

// Several of one organisation each see its room; together they must fit into it.
const fittingQueued = (limit: number) => `
    select fitting.id from (
      select q.id, q.turn, q.room, row_number() over (partition by q.organization_id order by q.turn) as place
      from (select r.id, r.organization_id, r.turn, organization.room ${QUEUED} limit ${limit} for update of r skip locked) q
    ) fitting where fitting.place <= fitting.room order by fitting.turn`;
