import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { beforeAll } from 'vitest';
import { api, type Database, useDatabase } from './connections.ts';

export const memberRoles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type MemberRole = (typeof memberRoles)[number];

export interface Person {
  id: string;
  email: string;
  /** The organisation that signing up made. */
  home: string;
  accessToken: string;
  /** The API with this person's token. */
  client: SupabaseClient;
}

/** One organisation with a person in each role, and somebody of another organisation. */
export interface World extends Record<MemberRole, Person> {
  organization: string;
  stranger: Person;
  database: Database;
}

/** Makes a world for the tests of one file; it is filled before the first. */
export function useWorld(): World {
  const database = useDatabase();
  const world = { database } as World;
  beforeAll(async () => {
    const [owner, admin, editor, viewer, stranger] = await Promise.all([
      signUp(database, 'owner'),
      signUp(database, 'admin'),
      signUp(database, 'editor'),
      signUp(database, 'viewer'),
      signUp(database, 'stranger'),
    ]);
    Object.assign(world, { owner, admin, editor, viewer, stranger, organization: owner.home });
    for (const role of ['admin', 'editor', 'viewer'] as const) await addMember(world, world[role], role);
  });
  return world;
}

/** Signs somebody up through the API. The name is part of their address. */
export async function signUp(database: Database, name: string, data: object = {}): Promise<Person> {
  const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
  const password = 'correct-horse-battery';
  const { data: answer, error } = await api('anonymous').auth.signUp({ email, password, options: { data } });
  if (error || !answer.user || !answer.session) throw new Error(`${email} could not sign up: ${error?.message}`);
  const { id } = answer.user;
  const accessToken = answer.session.access_token;
  const home = await database.value<string>('select home_organization_id from profiles where id = $1', [id]);
  return { id, email, home, accessToken, client: api({ accessToken }) };
}

export async function addMember(world: World, person: Person, role: MemberRole): Promise<void> {
  const sql = 'insert into memberships (organization_id, user_id, role) values ($1, $2, $3)';
  await world.database.query(sql, [world.organization, person.id, role]);
}
