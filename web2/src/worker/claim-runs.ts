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

interface Claim {
  limit: number;
  /** Whether runs that were cut off by a function's deadline may be taken. */
  longLived: boolean;
  timing: Timing;
  /** Whether to look for runs whose holder let the lease expire, which reads all that is queued or running; they come first. */
  takeOver?: boolean;
}

/**
 * Takes up to `limit` runs for the caller alone, until their lease ends: queued ones by turn, and those that nobody holds any more.
 * Fewer than there are when organisations have no room for more; none when nothing can be taken.
 * One statement, so any number of ticks and workers may claim at once.
 */
export async function claimRuns(db: Db, { limit, longLived, timing, takeOver = true }: Claim): Promise<ClaimedRun[]> {
  const claimed_at = performance.now();
  const runs = await db.query<Omit<ClaimedRun, 'claimed_at'>>(claim(limit, longLived, takeOver), [timing.leaseSeconds]);
  return runs.map((run) => ({ ...run, claimed_at }));
}

/** Expired leases are looked for this often, and whenever nothing else is to be had. */
const LOOK_MS = 5000;

/** Claims again and again for one tick. */
export function openClaims(
  db: Db,
  options: Pick<Claim, 'longLived' | 'timing'>,
): (limit: number) => Promise<ClaimedRun[]> {
  let looked = Number.NEGATIVE_INFINITY;
  return async (limit) => {
    if (performance.now() - looked < LOOK_MS) {
      const runs = await claimRuns(db, { ...options, limit, takeOver: false });
      if (runs.length > 0) return runs;
    }
    looked = performance.now();
    return claimRuns(db, { ...options, limit });
  };
}

// Limit and kind of worker are written out: with all values known PostgreSQL plans a prepared statement once, and does not think of
// reading and sorting everything. The clock is read once, since an index cannot be asked for what changes from row to row.
const claim = (limit: number, longLived: boolean, takeOver: boolean) => `
  update public.export_runs r
  set status = 'running', attempt = r.attempt + 1, lease_token = gen_random_uuid(), progress_rows = null,
    lease_expires_at = clock_timestamp() + make_interval(secs => $1), started_at = coalesce(r.started_at, clock_timestamp())
  where r.id = ${chosen(limit, longLived, takeOver)}
  returning r.id, r.organization_id, r.scheduled_export_id, r.scheduled_for, r.period_start, r.period_end, r.trigger, r.definition,
    r.attempt, r.missed_count, r.lease_token, r.started_at`;

function chosen(limit: number, longLived: boolean, takeOver: boolean): string {
  const kind = longLived ? '' : 'and not r.needs_worker';
  const queued = limit === 1 ? firstQueued(kind) : fittingQueued(kind, limit);
  if (takeOver) return `any ((array(${expired(kind, limit)}) || array(${queued}))[1:${limit}])`;
  return limit === 1 ? `(${queued})` : `any (array(${queued}))`;
}

const expired = (kind: string, limit: number) => `
    select r.id from public.export_runs r
    where r.stage = 'active' and r.status = 'running' and r.lease_expires_at < (select clock_timestamp())
      and r.attempt < ${MOST_ATTEMPTS} ${kind}
    order by r.lease_expires_at limit ${limit} for update skip locked`;

// How many more runs of its organisation may be under way; few stand in the queue for each. `offset 0` keeps it from being worked out twice.
const fromQueue = (kind: string) => `
    from public.export_runs r
      cross join lateral (
        select (select o.max_concurrent_runs from public.organizations o where o.id = r.organization_id) - (
          select count(*) from public.export_runs a
          where a.organization_id = r.organization_id and a.stage = 'active' and a.status = 'running') as room
        offset 0) organization
    where r.stage = 'active' and r.status = 'queued' ${kind} and organization.room > 0
    order by r.turn, r.run_after`;

const firstQueued = (kind: string) => `select r.id ${fromQueue(kind)} limit 1 for update of r skip locked`;

// Several of one organisation each see its room; together they must fit into it.
const fittingQueued = (kind: string, limit: number) => `
    select fitting.id from (
      select q.id, q.turn, q.room, row_number() over (partition by q.organization_id order by q.turn) as place
      from (select r.id, r.organization_id, r.turn, organization.room ${fromQueue(kind)} limit ${limit} for update of r skip locked) q
    ) fitting where fitting.place <= fitting.room order by fitting.turn`;
