/** A run counts as late when it started more than this after it was due. */
const LATE_AFTER_SECONDS = 300;

/**
 * Seconds by which a run was late, null when it was on time.
 * @param due the occurrence, or the instant to which a holiday moved it
 */
export function lateBy(due: Date, startedAt: Date): number | null {
  const seconds = Math.round((startedAt.getTime() - due.getTime()) / 1000);
  return seconds > LATE_AFTER_SECONDS ? seconds : null;
}
