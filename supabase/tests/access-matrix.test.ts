import type { SupabaseClient } from '@supabase/supabase-js';
import { expect, test } from 'vitest';
import { expectations, type Role, type Verb } from './access-matrix.ts';
import { api } from './connections.ts';
import { type Subject, subjects } from './subjects.ts';
import { type Person, useWorld } from './world.ts';

const world = useWorld();
const known = subjects(world);

test.each(expectations())('$verb of $subject: the right people may, the others may not', async (line) => {
  const subject = known[line.subject];
  if (!subject) throw new Error(`There is no subject "${line.subject}"`);
  const found: Record<string, string> = {};
  for (const role of Object.keys(line.expected) as Role[]) found[role] = await attempt(line.verb, subject, role);
  expect(found).toEqual(line.expected);
});

test('the matrix speaks of every table and view of the API', async () => {
  const rows = await world.database.query(
    `select relname::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1`,
  );
  const spoken = new Set(expectations().map(({ subject }) => known[subject]?.table));
  expect([...spoken].sort()).toEqual(rows.map(({ name }) => name));
});

async function attempt(verb: Verb, subject: Subject, role: Role): Promise<string> {
  const client = clientOf(role);
  // Anonymous and the service have no rows of their own: they try the owner's.
  const actor: Person = role === 'anonymous' || role === 'service' ? world.owner : world[role];
  if (verb === 'insert') return await attemptInsert(client, subject, actor, role === 'service');
  const id = await subject.row(actor, verb === 'delete' && role === 'service');
  const rows = client.from(subject.table);
  if (verb === 'select') {
    const { data, error } = await rows.select('id').eq('id', id);
    return outcome(error, data?.length === 1);
  }
  // What happened is read from the database, not from the answer.
  const before = await snapshot(subject.table, id);
  const { error } = await (verb === 'update' ? rows.update(subject.change()).eq('id', id) : rows.delete().eq('id', id));
  return outcome(error, (await snapshot(subject.table, id)) !== before);
}

async function attemptInsert(client: SupabaseClient, subject: Subject, actor: Person, service: boolean) {
  if (!subject.payload) throw new Error(`The subject of ${subject.table} has nothing to insert`);
  const payload = await subject.payload(actor, service);
  const before = await newest(subject.table);
  const { error } = await client.from(subject.table).insert(payload);
  return outcome(error, (await newest(subject.table)) !== before);
}

/** No right to do it, and: this view cannot be written. */
const refusals = ['42501', '55000'];

function outcome(error: { code: string; message: string } | null, happened: boolean): string {
  if (error && happened) return `happened in spite of ${error.code}`;
  if (error) return refusals.includes(error.code) ? 'no' : `${error.code} ${error.message}`;
  return happened ? 'yes' : 'hidden';
}

/** The row as text; undefined when there is none. */
function snapshot(table: string, id: string): Promise<string | undefined> {
  const bookkeeping = `array['updated_at', 'version']`;
  return world.database.value(`select (to_jsonb(r) - ${bookkeeping})::text from ${table} r where id = $1`, [id]);
}

/** Changes with every row that is inserted. */
function newest(table: string): Promise<string> {
  return world.database.value(`select count(*) from ${table}`);
}

function clientOf(role: Role): SupabaseClient {
  return role === 'anonymous' || role === 'service' ? api(role) : world[role].client;
}
