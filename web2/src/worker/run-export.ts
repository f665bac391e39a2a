import { expandTargets } from '@/delivery/registry';
import type { Db } from '@/lib/db';
import { ExportError } from '@/lib/errors';
import { readAsMember } from '@/reports/read-as-member';
import { type Definition, definitionSchema } from '@/scheduled-exports/definition';
import { archivePassword } from './archive-password';
import type { ClaimedRun } from './claim-runs';
import { explainFailure } from './explain-failure';
import { fileNames } from './file-name';
import { beginFile, type Ending, failRun, makeReady, requeue } from './finish-run';
import { type StopReason, startHeartbeat } from './heartbeat';
import { persist } from './persist';
import type { WorkerDeps } from './worker-deps';
import { type WrittenFile, writeFile } from './write-file';

const SERVER_GRACE_MS = 30_000;

export type RunResult = 'delivering' | 'skipped' | 'cancelled' | 'waiting' | 'failed' | 'requeued' | 'lost';

/** Ends a run that has nothing to send; false when its lease was lost. */
export type EndRun = (ending: Ending) => Promise<boolean>;

/** Executes one claimed run: rows as the owner sees them, written to Storage; then its deliveries stand, or it is retried, skipped or failed. */
export async function runExport(deps: WorkerDeps, run: ClaimedRun, end: EndRun): Promise<RunResult> {
  const { log, timing } = deps;
  let rows = 0;
  let unsent: string | undefined;
  const heartbeat = startHeartbeat(deps, run, () => rows);
  try {
    const definition = definitionSchema.parse(run.definition);
    const file =
      (await readyFile(deps, run)) ??
      (await produceFile(deps, run, definition, heartbeat.signal, (count) => (rows = count)));
    unsent = file.id;
    if (file.written) {
      const reason = await reasonToSkip(deps, run, definition, file.written);
      if (reason) {
        await discard(deps, file.id);
        return (await end({ run, status: 'skipped', reason })) ? 'skipped' : 'lost';
      }
    }
    const result = await persist(deps, (tx) =>
      makeReady(tx, run, file.id, file.written, expandTargets(definition.targets)),
    );
    if (result === 'ready') return 'delivering';
    await discard(deps, file.id);
    return result === 'lost' ? 'lost' : await cancel(run, end);
  } catch (error) {
    if (unsent) await discard(deps, unsent);
    if (heartbeat.signal.aborted) return stopped(deps, run, heartbeat.signal.reason as StopReason, end);
    const failure = explainFailure(error);
    log[failure.code === 'internal' ? 'error' : 'warn']('export failed', {
      ...{
        run_id: run.id,
        scheduled_export_id: run.scheduled_export_id,
        attempt: run.attempt,
        code: failure.code,
        error,
      },
    });
    return persist(deps, (tx) => failRun(tx, run, failure, timing));
  } finally {
    heartbeat.stop();
  }
}

async function stopped(deps: WorkerDeps, run: ClaimedRun, reason: StopReason, end: EndRun): Promise<RunResult> {
  if (reason === 'lease_lost') return 'lost';
  if (reason === 'cancelled') return cancel(run, end);
  // What was claimed late in a tick may well fit into the next one.
  const tooLong = !deps.longLived && performance.now() - run.claimed_at >= deps.reportTimeoutMs / 2;
  return (await persist(deps, (tx) => requeue(tx, run, { tooLong }))) ? 'requeued' : 'lost';
}

async function cancel(run: ClaimedRun, end: EndRun): Promise<RunResult> {
  return (await end({ run, status: 'cancelled', reason: 'cancelled' })) ? 'cancelled' : 'lost';
}

/** What an earlier attempt finished is used, not made again. */
async function readyFile({ db }: WorkerDeps, run: ClaimedRun): Promise<{ id: string; written: null } | null> {
  if (run.attempt === 1) return null;
  const [file] = await db.query<{ id: string }>(
    `select id from public.export_files where run_id = $1 and variant = '' and status = 'ready'`,
    [run.id],
  );
  return file ? { id: file.id, written: null } : null;
}

async function produceFile(
  deps: WorkerDeps,
  run: ClaimedRun,
  definition: Definition,
  signal: AbortSignal,
  onProgress: (rows: number) => void,
): Promise<{ id: string; written: WrittenFile }> {
  if (!definition.owner_id) {
    throw new ExportError(
      'owner_missing',
      'The job has no owner any more, so there is nobody to read the report as. Hand it to someone.',
      { retryable: false },
    );
  }
  const path = `${run.organization_id}/${run.id}/${run.lease_token}/file`;
  const password = await archivePassword(deps.db, {
    secretId: definition.secret_id,
    organizationId: run.organization_id,
  });
  const names = fileNames({
    definition,
    scheduledFor: run.scheduled_for,
    period: periodOf(run),
    runNumber: await runNumber(deps.db, run),
  });
  const id = await beginFile(deps.db, run, { name: names.file, path });
  if (!id) throw new Error('the lease was lost before the file was begun');
  try {
    const reader = {
      userId: definition.owner_id,
      organizationId: run.organization_id,
      roles: ['editor', 'admin', 'owner'],
      timeoutMs: deps.reportTimeoutMs,
    };
    const written = await deps.db.session(
      (client) =>
        readAsMember(client, reader, () =>
          writeFile(client, deps.delivery.storage, {
            definition,
            organizationId: run.organization_id,
            scheduledFor: run.scheduled_for,
            period: periodOf(run),
            path,
            innerName: names.inner,
            password,
            signal,
            onProgress,
          }),
        ),
      // The statement's own timeout needs a server that answers.
      AbortSignal.any([signal, AbortSignal.timeout(deps.reportTimeoutMs + SERVER_GRACE_MS)]),
    );
    return { id, written };
  } catch (error) {
    await discard(deps, id, { mayComeYet: error instanceof ExportError && error.uncertain });
    throw error;
  }
}

/** How many runs of its schedule were planned up to this one: a retry has the same number. */
async function runNumber(db: Db, run: ClaimedRun): Promise<number> {
  const [row] = await db.query<{ number: number }>(
    `select count(*)::int as number from public.export_runs other join public.export_runs mine on mine.id = $1
     where other.scheduled_export_id = mine.scheduled_export_id and (other.created_at, other.id) <= (mine.created_at, mine.id)`,
    [run.id],
  );
  return row?.number ?? 1;
}

function periodOf({ period_start, period_end }: ClaimedRun): { start: Date; end: Date } | null {
  return period_start && period_end ? { start: period_start, end: period_end } : null;
}

/** By the schedule's own choice: an empty report, or the same rows as the last that was sent. */
async function reasonToSkip(
  { db }: WorkerDeps,
  run: ClaimedRun,
  definition: Definition,
  written: WrittenFile,
): Promise<string | null> {
  if (written.rowCount === 0 && definition.when_empty === 'skip') return 'empty';
  if (written.rowCount === 0 && definition.when_empty === 'fail') {
    throw new ExportError('report_empty', 'The report has no rows, and the job is set to fail then.', {
      retryable: false,
    });
  }
  // What a person asks for is sent, whatever was sent before.
  if (definition.when_unchanged === 'send' || run.trigger !== 'schedule') return null;
  const [last] = await db.query<{ rows_sha256: string }>(
    `select f.rows_sha256 from public.export_runs r join public.export_files f on f.run_id = r.id
     where r.scheduled_export_id = $1 and r.stage = 'decided' and r.status <> 'failed' and f.rows_sha256 is not null
     order by r.scheduled_for desc, r.id desc limit 1`,
    [run.scheduled_export_id],
  );
  return last?.rows_sha256 === written.rowsSha256 ? 'unchanged' : null;
}

/** Removes what will not be sent, also what housekeeping took for removed before this attempt woke up and wrote it; where Storage is away, or may be about to store it, housekeeping finds the row later. */
async function discard({ db, delivery, log }: WorkerDeps, fileId: string, { mayComeYet = false } = {}): Promise<void> {
  try {
    const [file] = await db.query<{ path: string }>(
      `select path from public.export_files where id = $1 and status <> 'ready'`,
      [fileId],
    );
    if (!file) return;
    await delivery.storage.remove([file.path]);
    if (mayComeYet) return;
    await db.query(`update public.export_files set status = 'removed' where id = $1 and status <> 'ready'`, [fileId]);
  } catch (error) {
    log.warn('a file was left behind for housekeeping', { file_id: fileId, error });
  }
}
