import type { PostgresConnection } from '@supabase/lite/postgres';

// What @supabase/lite 0.10.0 needs on PostgreSQL to answer as hosted Supabase does. Each fix names the fault it mends.
// Some reach into private parts, so the version is pinned exactly and these are looked at again on every update.

const toIso = (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');

/** Timestamps came out as PostgreSQL prints them ("2026-01-01 00:00:00+00"); PostgREST prints ISO 8601. */
export const isoTimestamps = {
  timestamptz: { to: 1184, from: [1184], serialize: (value: string) => value, parse: toIso },
  timestamp: { to: 1114, from: [1114], serialize: (value: string) => value, parse: toIso },
};

/** Mends a connection, before the first request. */
export function fixConnection(connection: PostgresConnection): void {
  keepGrants(connection);
  keepErrorDetails(connection);
  ignorePartialIndexes(connection);
}

/** The first request granted ALL on every table to anon and authenticated. Being "active" already, it does not. */
function keepGrants(connection: PostgresConnection): void {
  Object.assign(connection, { rlsState: 'active' });
}

const codesThatPass = new Set(['42501', '42P01', '23505', '23503', '25006', '42883', '42P17', '23502', 'PGRST']);
const classesThatPass = new Set(['42', '22', '21', '55', '53', 'PT']);

/**
 * Errors such as a failed check or a plain RAISE became 500 without code, detail or hint. A RAISE of PGRST may carry its
 * own status and body, so they are turned into one.
 */
function keepErrorDetails(connection: PostgresConnection): void {
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (thrown) => {
    const error = normalize(thrown) as { code?: unknown; message?: string; detail?: string; hint?: string } | undefined;
    const code = error?.code;
    if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return error;
    if (codesThatPass.has(code) || classesThatPass.has(code.slice(0, 2))) return error;
    const body = { code, message: error?.message, details: error?.detail ?? null, hint: error?.hint ?? null };
    const detail = JSON.stringify({ status: statusOf(code), headers: {} });
    return Object.assign(new Error(JSON.stringify(body)), { code: 'PGRST', detail });
  };
}

/** PostgREST's status for a SQLSTATE that lite does not know. */
function statusOf(code: string): number {
  if (code.startsWith('08')) return 503;
  if (code.startsWith('40') || code === '57014') return 500;
  return 400;
}

/** A partial unique index on a foreign key turned a to-many embed into to-one. */
function ignorePartialIndexes(connection: PostgresConnection): void {
  const introspect = connection.introspect.bind(connection);
  let partial: Set<string> | undefined;
  connection.introspect = async (options) => {
    const result = await introspect(options);
    if (!options?.useCache || !partial) partial = await partialIndexes(connection);
    const indexes = result.indexes.filter(({ schema, name }) => !partial?.has(`${schema}.${name}`));
    return { ...result, indexes };
  };
}

async function partialIndexes(connection: PostgresConnection): Promise<Set<string>> {
  const rows = await connection.driver<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where i.indpred is not null or i.indexprs is not null`;
  return new Set(rows.map((row) => row.name));
}
