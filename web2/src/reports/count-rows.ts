import type { PoolClient } from 'pg';
import { QUERY_CANCELED, sqlState } from '@/lib/sql-state';

const STEP = 50_000;

/**
 * Counts a query's rows in the client's open transaction for at most so long. It steps through a cursor, so that a count that is cut off
 * still knows how far it came. After that the transaction may be aborted: count last.
 */
export async function countRows(
  client: PoolClient,
  sql: string,
  budgetMs: number,
): Promise<{ count: number; exact: boolean }> {
  const end = performance.now() + budgetMs;
  let count = 0;
  // All rows are wanted, so a plan for the first few would be the wrong one.
  await client.query('set local cursor_tuple_fraction to 1');
  await client.query(`declare counted no scroll cursor for ${sql}`);
  try {
    for (;;) {
      const left = Math.ceil(end - performance.now());
      if (left <= 0) return { count, exact: false };
      await client.query(`set local statement_timeout to ${left}`);
      const { rowCount } = await client.query(`move ${STEP} in counted`);
      count += rowCount ?? 0;
      if ((rowCount ?? 0) < STEP) return { count, exact: true };
    }
  } catch (error) {
    if (sqlState(error) === QUERY_CANCELED) return { count, exact: false };
    throw error;
  }
}
