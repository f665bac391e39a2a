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
  lease_token: string;
  /** By `performance.now()`, when the claim was sent: the database counts the lease from a little later. */
  claimed_at: number;
}

interface Claim {
  limit: number;
  /** Whether runs that were cut off by a function's deadline may be taken. */
  longLived: boolean;
  timing: Timing;
}

/**
 * Takes up to `limit` queued runs by turn for the caller alone, until their lease ends. Fewer than there are when organisations
 * have no room for more; none when nothing can be taken. One statement, so any number of ticks and workers may claim at once.
 */
export function claimRuns(db: Db, { limit, longLived, timing }: Claim): Promise<ClaimedRun[]> {
  return claim(db, queued(kind(longLived), limit), timing);
}

/** Takes up to `limit` runs whose holder let the lease expire: among the first of the queue, where claimed runs stand, or among all. */
export function takeOverRuns(
  db: Db,
  { limit, longLived, timing, among }: Claim & { among: Among },
): Promise<ClaimedRun[]> {
  return claim(db, expired(kind(longLived), limit, among), timing);
}

type Among = 'first' | 'all';

/** Expired leases are looked for this often among the first of the queue, */
const LOOK_MS = 5000;
const FIRST = 1000;
/** and this often, or when nothing else is to be had, among all that is queued or running. */
const LOOK_AT_ALL_MS = 30_000;

/** Claims again and again for one tick: what nobody holds any more comes first. */
export function openClaims(
  db: Db,
  options: Pick<Claim, 'longLived' | 'timing'>,
): (limit: number) => Promise<ClaimedRun[]> {
  const looked = { first: Number.NEGATIVE_INFINITY, all: Number.NEGATIVE_INFINITY };
  const takeOver = (limit: number, among: Among) => {
    looked.first = performance.now();
    if (among === 'all') looked.all = looked.first;
    return takeOverRuns(db, { ...options, limit, among });
  };
  return async (limit) => {
    const now = performance.now();
    const all = now - looked.all >= LOOK_AT_ALL_MS;
    const lost = all || now - looked.first >= LOOK_MS ? await takeOver(limit, all ? 'all' : 'first') : [];
    if (lost.length > 0) return lost;
    const runs = await claimRuns(db, { ...options, limit });
    return runs.length > 0 || all ? runs : takeOver(limit, 'all');
  };
}

// What is chosen is locked, so its place in the table holds until it is updated: no index is asked for it again. One token does for
// all, since every write names the run as well.
async function claim(db: Db, chosen: string, timing: Timing): Promise<ClaimedRun[]> {
  const claimed_at = performance.now();
  const runs = await db.query<Omit<ClaimedRun, 'claimed_at'>>(
    `update public.export_runs r
     set status = 'running', attempt = r.attempt + 1, lease_token = (select gen_random_uuid()), progress_rows = null,
       lease_expires_at = clock_timestamp() + make_interval(secs => $1), started_at = coalesce(r.started_at, clock_timestamp())
     where r.ctid = any (array(${chosen} for update of r skip locked))
     returning r.id, r.organization_id, r.scheduled_export_id, r.scheduled_for, r.period_start, r.period_end, r.trigger, r.definition,
       r.attempt, r.lease_token`,
    [timing.leaseSeconds],
  );
  return runs.map((run) => Object.assign(run, { claimed_at }));
}

// Limit and kind of worker are written out: with all values known PostgreSQL plans a prepared statement once, and does not think of
// reading and sorting everything. The clock is read once, since an index cannot be asked for what changes from row to row.
const kind = (longLived: boolean) => (longLived ? '' : 'and not r.needs_worker');

const FIRST_OF_QUEUE = `r.ctid = any (array(
    select a.ctid from public.export_runs a where a.stage = 'active' order by a.turn, a.run_after limit ${FIRST}))`;

const expired = (kind: string, limit: number, among: Among) => `
  select r.ctid from public.export_runs r
  where r.stage = 'active' and r.status = 'running' and r.lease_expires_at < (select clock_timestamp())
    and r.attempt < ${MOST_ATTEMPTS} ${kind} ${among === 'first' ? `and ${FIRST_OF_QUEUE}` : ''}
  order by r.lease_expires_at limit ${limit}`;

// Of an organisation as many run at once as its cap says. `turn` was the rank of a run among those under way, so up to the cap there
// is room for it; only behind that are those counted that run or stand before it.
const queued = (kind: string, limit: number) => `
  select r.ctid from public.export_runs r
  where r.stage = 'active' and r.status = 'queued' ${kind} and (r.turn = 1 or (
    select r.turn between 2 and o.max_concurrent_runs or o.max_concurrent_runs > (
      select count(*) from public.export_runs a
      where a.organization_id = r.organization_id and a.stage = 'active'
        and (a.status = 'running' or (a.turn, a.run_after, a.id) < (r.turn, r.run_after, r.id) ${kind.replace('r.', 'a.')}))
    from public.organizations o where o.id = r.organization_id))
  order by r.turn, r.run_after limit ${limit}`;
