import { isPeriodName, type Period, resolvePeriod } from '@/recurrence/periods';
import { wallAt } from '@/recurrence/wall-time';
import type { ResolvedPeriod } from './filters';

interface Occurrence {
  /** The nominal instant, or now. */
  at: Date;
  /** IANA zone. */
  timezone: string;
  /** 1 = Monday to 7 = Sunday. */
  weekStartsOn: number;
}

/**
 * Filters with each `{ "period": name }` resolved from one occurrence; what is no period stays as it is.
 * @returns the filters, and the first period among them as the report's own
 */
export function resolvePeriods(
  filters: Record<string, unknown>,
  occurrence: Occurrence,
): { filters: Record<string, unknown>; period: Period | null } {
  let first: Period | null = null;
  const resolved = Object.entries(filters).map(([column, condition]) => {
    const name = periodName(condition);
    if (!name) return [column, condition];
    const period = resolvePeriod(name, occurrence);
    first ??= period;
    return [column, resolvedPeriod(name, period, occurrence.timezone)];
  });
  return { filters: Object.fromEntries(resolved), period: first };
}

function periodName(condition: unknown): string | null {
  if (typeof condition !== 'object' || condition === null || !('period' in condition)) return null;
  const { period } = condition;
  return typeof period === 'string' && isPeriodName(period) ? period : null;
}

function resolvedPeriod(period: string, { start, end }: Period, timezone: string): ResolvedPeriod {
  const [start_local, end_local] = [local(start, timezone), local(end, timezone)];
  return {
    ...{ period, start: start.toISOString(), end: end.toISOString(), start_local, end_local },
    ...{ start_date: start_local.slice(0, 10), end_date: end_local.slice(0, 10) },
  };
}

/** What the zone's clocks show, `YYYY-MM-DDTHH:mm:ss.sss`. */
function local(instant: Date, timezone: string): string {
  return new Date(wallAt(timezone, instant.getTime())).toISOString().slice(0, -1);
}
