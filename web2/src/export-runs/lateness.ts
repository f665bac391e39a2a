/** A run counts as late when it started more than this after its occurrence. */
export const LATE_AFTER_SECONDS = 300;
