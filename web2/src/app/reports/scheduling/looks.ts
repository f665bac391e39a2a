import {
  Ban,
  BellOff,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CirclePause,
  CircleSlash,
  CircleX,
  Clock,
  ClockAlert,
  Flag,
  LoaderCircle,
  MailX,
  OctagonX,
  TriangleAlert,
  UserX,
} from 'lucide-react';
import type { StatusLook } from '@/components/ui/status-badge';
import type { DeliveryStatus, ExportRun, RunStatus } from '@/export-runs/schema';
import type { ScheduledExport } from '@/scheduled-exports/schema';

/** How every status looks: one word, icon and tone, wherever it stands. */

const queued: StatusLook = { word: 'Queued', icon: Clock, tone: 'neutral' };

export const RUN_LOOKS = {
  waiting: queued,
  queued,
  running: { word: 'Running', icon: LoaderCircle, tone: 'info', spinning: true },
  delivering: { word: 'Sending', icon: LoaderCircle, tone: 'info', spinning: true },
  succeeded: { word: 'Delivered', icon: CircleCheck, tone: 'success' },
  partially_delivered: { word: 'Partly delivered', icon: CircleAlert, tone: 'warning' },
  failed: { word: 'Failed', icon: CircleX, tone: 'danger' },
  skipped: { word: 'Skipped', icon: CircleSlash, tone: 'neutral' },
  cancelled: { word: 'Cancelled', icon: Ban, tone: 'neutral' },
} as const satisfies Record<RunStatus, StatusLook>;

const STOPPING: StatusLook = { word: 'Stopping', icon: LoaderCircle, tone: 'neutral', spinning: true };

/** How a run looks: its status, or that it was asked to stop and will. */
export const runLook = ({ status, stopping }: Pick<ExportRun, 'status' | 'stopping'>): StatusLook =>
  stopping ? STOPPING : RUN_LOOKS[status];

/** What made a run. */
export const TRIGGER_WORDS = {
  schedule: 'By schedule',
  manual: 'By hand',
  replay: 'Replay',
  test: 'Test',
} as const satisfies Record<ExportRun['trigger'], string>;

export const LATE_LOOK: StatusLook = { word: 'Late', icon: ClockAlert, tone: 'warning' };

export const DELIVERY_LOOKS = {
  pending: { word: 'Waiting', icon: Clock, tone: 'neutral' },
  sending: { word: 'Sending', icon: LoaderCircle, tone: 'info', spinning: true },
  sent: { word: 'Sent', icon: CircleCheck, tone: 'success' },
  failed: { word: 'Failed', icon: CircleX, tone: 'danger' },
  bounced: { word: 'Bounced', icon: MailX, tone: 'danger' },
  suppressed: { word: 'Unsubscribed', icon: BellOff, tone: 'neutral' },
  cancelled: { word: 'Cancelled', icon: Ban, tone: 'neutral' },
} as const satisfies Record<DeliveryStatus, StatusLook>;

/** Statuses of a run that people filter by, in the order in which they matter. */
export const RUN_FILTERS = ['running', 'succeeded', 'partially_delivered', 'failed', 'skipped', 'cancelled'] as const;
/** What made runs, as people filter by it. */
export const TRIGGER_FILTERS = ['schedule', 'manual', 'replay'] as const;
/** Statuses of a scheduled job that people filter by. */
export const SCHEDULE_FILTERS = ['active', 'paused', 'failed', 'ended'] as const;
export const SCHEDULE_WORDS = { active: 'Active', paused: 'Paused', failed: 'Stopped', ended: 'Ended' } as const;

const STOPS_AFTER = 5;

const JOB_LOOKS = {
  active: { word: 'Active', icon: CircleDot, tone: 'neutral' },
  failing: { word: 'Failing', icon: TriangleAlert, tone: 'warning' },
  paused: { word: 'Paused', icon: CirclePause, tone: 'neutral' },
  stopped: { word: 'Stopped', icon: OctagonX, tone: 'danger' },
  ended: { word: 'Ended', icon: Flag, tone: 'neutral' },
  ownerless: { word: 'Needs an owner', icon: UserX, tone: 'warning' },
} as const satisfies Record<string, StatusLook>;
export type JobState = keyof typeof JOB_LOOKS;

/** What a job is in the eyes of a person: derived, the most urgent first. */
export function jobState({ status, owner_id, consecutive_failures }: ScheduledExport): JobState {
  if (status === 'failed') return 'stopped';
  if (status === 'ended') return 'ended';
  if (owner_id === null) return 'ownerless';
  if (status === 'paused') return 'paused';
  return consecutive_failures > 0 ? 'failing' : 'active';
}

/** How the bare status looks, for where the reason to worry stands elsewhere. */
export const scheduleLook = ({ status }: Pick<ScheduledExport, 'status'>): StatusLook =>
  JOB_LOOKS[status === 'failed' ? 'stopped' : status];

export function jobLook(job: ScheduledExport): StatusLook & { detail?: string } {
  const state = jobState(job);
  const look = JOB_LOOKS[state];
  return state === 'failing' ? { ...look, detail: `(${job.consecutive_failures} of ${STOPS_AFTER})` } : look;
}

/** Whether a person has to do something about it. */
export const needsAttention = (job: ScheduledExport): boolean =>
  ['stopped', 'ownerless', 'failing'].includes(jobState(job));
