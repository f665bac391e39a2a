import { formatClock } from '@/components/format-time';
import type { Viewer } from '@/organizations/viewer';

/** Says that what is shown is from a while ago, because it could not be asked for again. */
export function StaleNote({ since, viewer }: { since: number; viewer: Pick<Viewer, 'timezone' | 'hour_cycle'> }) {
  const clock = formatClock(new Date(since), { zone: viewer.timezone, hourCycle: viewer.hour_cycle });
  return (
    <p className="border-border border-b px-4 py-2 text-small text-warning">Could not refresh, showing {clock}.</p>
  );
}
