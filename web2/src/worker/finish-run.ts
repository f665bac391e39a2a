import type { ExpandedTarget } from '@/delivery/registry';
import { tellOutcome } from '@/export-runs/tell-outcome';
import type { Db } from '@/lib/db';
import type { ExportError } from '@/lib/errors';
import type { ClaimedRun } from './claim-runs';
import { lockRun } from './lock-run';
import { MOST_ATTEMPTS, type Timing } from './timing';
import type { WrittenFile } from './write-file';

/** Every write here names the lease: whoever lost it changes nothing, and is told by `false` or null. */
type Leased = Pick<ClaimedRun, 'id' | 'lease_token'>;

/** Begins a file: its row stands before the upload, so that an orphan is found without listing Storage. */
export async function beginFile(db: Db, run: ClaimedRun, file: { name: string; path: string }): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    `insert into public.export_files (organization_id, run_id, lease_token, name, path)
     select r.organization_id, r.id, r.lease_token, $3, $4 from public.export_runs r
     where r.id = $1 and r.lease_token = $2 and r.status = 'running' returning id`,
    [run.id, run.lease_token, file.name, file.path],
  );
  return row?.id ?? null;
}

/** The file is complete: in one transaction it becomes ready, its deliveries stand, and the run delivers. */
export async function makeReady(
  db: Db,
  run: Leased,
  fileId: string,
  written: WrittenFile | null,
  targets: ExpandedTarget[],
): Promise<'ready' | 'cancelled' | 'lost'> {
  const [held] = await db.query<{ cancelled: boolean }>(
    `select cancel_requested_at is not null as cancelled from public.export_runs where id = $1 and lease_token = $2 and status = 'running' for update`,
    [run.id, run.lease_token],
  );
  if (!held) return 'lost';
  if (held.cancelled) return 'cancelled';
  if (written) {
    await db.query(
      `update public.export_files f set status = 'ready', row_count = $2, byte_size = $3, sha256 = $4, rows_sha256 = $5, notes = $6,
         expires_at = clock_timestamp() + make_interval(days => o.retention_days)
       from public.organizations o where f.id = $1 and o.id = f.organization_id`,
      [fileId, written.rowCount, written.byteSize, written.sha256, written.rowsSha256, JSON.stringify(written.notes)],
    );
  }
  await db.query(
    `insert into public.export_deliveries (organization_id, run_id, file_id, method, target_key, label, target, turn, link_expires_at)
     select f.organization_id, f.run_id, f.id, t.method, t.target_key, t.label, t.target, row_number() over (),
       case when f.byte_size > t.largest_file then f.expires_at end
     from public.export_files f,
       jsonb_to_recordset($3::jsonb) as t (method text, target_key text, label text, target jsonb, largest_file bigint)
     where f.run_id = $1 and f.id = $2 on conflict (run_id, target_key) do nothing`,
    [run.id, fileId, JSON.stringify(targets)],
  );
  await db.query(
    `update public.export_runs set status = 'delivering', lease_token = null, lease_expires_at = null, progress_rows = $2,
       error_code = null, error_message = null where id = $1`,
    [run.id, written?.rowCount ?? null],
  );
  return 'ready';
}

export interface Ending {
  run: Leased;
  status: 'skipped' | 'cancelled';
  reason: string;
}

/** Ends runs that have nothing to send, those alike in one statement. Answers for each whether it was still held. */
export async function endRuns(db: Db, endings: Ending[]): Promise<boolean[]> {
  const ended = new Set<string>();
  const likeness = ({ status, reason }: Ending) => `${status} ${reason}`;
  for (const like of new Set(endings.map(likeness))) {
    const alike = endings.filter((ending) => likeness(ending) === like);
    for (const { id } of await endAlike(db, alike)) ended.add(id);
  }
  return endings.map(({ run }) => ended.has(run.id));
}

function endAlike(db: Db, endings: Ending[]): Promise<{ id: string }[]> {
  const { status, reason } = endings[0] as Ending;
  const ids = endings.map(({ run }) => run.id);
  const tokens = endings.map(({ run }) => run.lease_token);
  return endings.length === 1
    ? db.query(END_ONE, [status, reason, ...ids, ...tokens])
    : db.query(END, [status, reason, ids, tokens]);
}

/** What people stopped is cancelled, however it would have ended. */
const ENDED = `status = case when r.cancel_requested_at is null then $1 else 'cancelled' end, reason = coalesce(r.reason, $2), finished_at = clock_timestamp(),
    lease_token = null, lease_expires_at = null, error_code = null, error_message = null`;

// Given as arrays, one row would be planned anew each time: PostgreSQL expects more of an array that it does not know.
const END_ONE = `update public.export_runs r set ${ENDED} where r.id = $3 and r.lease_token = $4 returning r.id`;

const END = `
  update public.export_runs r set ${ENDED}
  from unnest($3::uuid[], $4::uuid[]) as e (id, lease_token)
  where r.id = e.id and r.lease_token = e.lease_token
  returning r.id`;

/**
 * The deadline cut it off: the attempt does not count, and unless it was cancelled it is taken up again.
 * @param tooLong for a function, so that only a long-lived worker may
 */
export async function requeue(db: Db, run: Leased, { tooLong }: { tooLong: boolean }): Promise<boolean> {
  const rows = await db.query(
    `update public.export_runs set status = case when cancel_requested_at is null then 'waiting' else 'cancelled' end,
       finished_at = case when cancel_requested_at is not null then clock_timestamp() end,
       attempt = attempt - 1, needs_worker = needs_worker or $3, run_after = clock_timestamp(), lease_token = null, lease_expires_at = null
     where id = $1 and lease_token = $2 returning id`,
    [run.id, run.lease_token, tooLong],
  );
  return rows.length === 1;
}

/** A retryable error waits for its back-off; any other, or the last attempt, fails the run and tells its owner. */
export async function failRun(
  db: Db,
  run: ClaimedRun,
  error: ExportError,
  timing: Timing,
): Promise<'waiting' | 'failed' | 'cancelled' | 'lost'> {
  const retry = error.retryable && run.attempt < MOST_ATTEMPTS;
  await lockRun(db, run);
  const [ended] = await db.query<{ status: 'waiting' | 'failed' | 'cancelled' }>(
    `update public.export_runs set
       status = case when cancel_requested_at is not null then 'cancelled' when $3 then 'waiting' else 'failed' end,
       run_after = clock_timestamp() + make_interval(secs => $4),
       error_code = case when cancel_requested_at is null then $5 end, error_message = case when cancel_requested_at is null then $6 end,
       finished_at = case when $3 and cancel_requested_at is null then null else clock_timestamp() end,
       lease_token = null, lease_expires_at = null
     where id = $1 and lease_token = $2 returning status`,
    [
      run.id,
      run.lease_token,
      retry,
      retry ? timing.backoffSeconds(run.attempt, Math.random()) : 0,
      error.code,
      error.message,
    ],
  );
  if (ended?.status === 'failed') await tellOutcome(db, run.id);
  return ended?.status ?? 'lost';
}
