import type { RunAction, RunStatus } from './schema';

interface ActionableRun {
  status: RunStatus;
  /** A person asked it to stop already. */
  stopping: boolean;
  error_code: string | null;
  deliveries: readonly unknown[];
  file: { status: string } | null;
  /** Whether its schedule is still there. */
  schedule_exists: boolean;
}

const ON_ITS_WAY: readonly RunStatus[] = ['waiting', 'queued', 'running', 'delivering'];
const NOT_ALL_ARRIVED: readonly RunStatus[] = ['failed', 'partially_delivered'];

/** A retry and a replay go by what the run was planned with, so while that is at fault they fail again. */
const SCHEDULE_AT_FAULT: ReadonlySet<string> = new Set([
  ...['report_missing', 'column_missing', 'report_timeout', 'invalid_definition'],
  ...['method_missing', 'invalid_target', 'recipient_refused'],
]);

/** What someone who may act on a run can do with it now: what to offer, what helps most first. The database decides when it is done. */
export function actionsOn(run: ActionableRun): RunAction[] {
  if (ON_ITS_WAY.includes(run.status)) return run.stopping ? [] : ['cancel'];
  if (!run.schedule_exists) return [];
  // What was sent once is sent again as it was, or not at all.
  const sendable = run.deliveries.length === 0 || run.file?.status === 'ready';
  const again: RunAction[] = NOT_ALL_ARRIVED.includes(run.status) && sendable ? ['retry', 'replay'] : ['replay'];
  if (run.status !== 'failed') return again;
  return SCHEDULE_AT_FAULT.has(run.error_code ?? '') ? ['edit', ...again] : [...again, 'edit'];
}
