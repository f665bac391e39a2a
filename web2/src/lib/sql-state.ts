/** The SQLSTATE of an error that PostgreSQL answered with; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('severity' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

export const QUERY_CANCELED = '57014';

/**
 * Whether the query is at fault, so that it fails again however often it is asked: what is not supported, cardinality, data, routines,
 * syntax and access, limits of a program. What a function raised (P0) may be raised once. https://www.postgresql.org/docs/17/errcodes-appendix.html
 */
export function isFaultOfQuery(state: string): boolean {
  return /^(0A|21|22|2F|38|39|42|54)/.test(state);
}
