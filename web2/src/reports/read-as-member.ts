import type { PoolClient } from 'pg';
import { ExportError } from '@/lib/errors';

interface Reader {
  userId: string;
  organizationId: string;
  /** The roles that may do what is done here. */
  roles: readonly string[];
  /** `statement_timeout` for everything inside; the role's own does not apply after `set role`. */
  timeoutMs: number;
}

/**
 * Runs `work` in one read-only snapshot under a person's row-level security, as PostgREST would.
 * On any error the transaction stays open: the caller gives the client up, as `Database.session` does.
 * @throws ExportError owner_lost_access when the person has none of the roles in the organisation
 */
export async function readAsMember<T>(
  client: PoolClient,
  { userId, organizationId, roles, timeoutMs }: Reader,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  const { rowCount } = await client.query(
    'select from public.memberships where user_id = $1 and organization_id = $2 and role = any ($3::text[])',
    [userId, organizationId, roles],
  );
  if (rowCount !== 1) {
    throw new ExportError(
      'owner_lost_access',
      'Its owner may no longer read reports of this organisation. Hand the job to someone who may.',
      {
        retryable: false,
      },
    );
  }
  await client.query(
    // auth.uid() reads the one or the other, by version. Formats read dates as ISO, whatever the database's own style is. Where nobody
    // listens any more, the server stops working on the query.
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true), set_config('datestyle', 'ISO', true),
       set_config('statement_timeout', $3, true), set_config('client_connection_check_interval', '2s', true),
       set_config('role', 'authenticated', true)`,
    [JSON.stringify({ sub: userId, role: 'authenticated' }), userId, String(Math.max(1, Math.floor(timeoutMs)))],
  );
  const result = await work();
  await client.query('commit');
  return result;
}
