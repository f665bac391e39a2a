/** The worker's clockwork. Leases and back-offs are measured by the database's clock. */
export interface Timing {
  leaseSeconds: number;
  heartbeatMs: number;
  /** Back-off before attempt n+1, in seconds. */
  backoffSeconds: (attempt: number, random: number) => number;
}

export const MOST_ATTEMPTS = 5;

export const TIMING: Timing = {
  leaseSeconds: 120,
  heartbeatMs: 20_000,
  backoffSeconds,
};

/** 15 s, 60 s, 4 min, 16 min, each with up to a quarter more, so that many failures at once do not come back at once. */
export function backoffSeconds(attempt: number, random: number): number {
  return Math.round(15 * 4 ** (attempt - 1) * (1 + random / 4));
}
