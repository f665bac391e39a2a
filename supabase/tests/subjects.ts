import { randomUUID } from 'node:crypto';
import { blackout, insert, insertDelivery, insertFile, insertRun, insertSchedule, scheduleOf } from './rows.ts';
import { type Person, signUp, type World } from './world.ts';

type Values = Record<string, unknown>;

/** A kind of row of the access matrix. */
export interface Subject {
  table: string;
  /** Makes a row in the world's organisation and answers its id. A doomed row is one that nobody will miss. */
  row(actor: Person, doomed: boolean): Promise<string>;
  /** What to insert; absent where the matrix does not insert. */
  payload?(actor: Person, service: boolean): Promise<Values> | Values;
  /** What to update. */
  change(): Values;
}

/** The subjects of the matrix by name. `actor` is whose row is "own"; a colleague's row is the owner's, or for the owner the admin's. */
export function subjects(world: World): Record<string, Subject> {
  const { database } = world;
  const org = () => world.organization;
  const colleague = (actor: Person) => (actor === world.owner ? world.admin : world.owner);
  const schedule = (owner: Person, values: Values = {}) => insertSchedule(database, org(), owner.id, values);
  const run = async () => await insertRun(database, await schedule(world.owner), 'succeeded');
  const file = async () => await insertFile(database, await run());
  const spare = async () => (await signUp(database, 'spare')).id;

  const membership = async () => ({ organization_id: org(), user_id: await spare(), role: 'viewer' });
  const profiles = { table: 'profiles', change: () => ({ display_name: `Changed ${randomUUID()}` }) };
  const schedules = { table: 'scheduled_exports', change: () => ({ name: `Changed ${randomUUID()}` }) };
  const settings = { table: 'notification_settings', change: () => ({ channels: ['in_app'] }) };
  const setting = (person: Person) =>
    insert(database, settings.table, {
      organization_id: org(),
      user_id: person.id,
      event: `event_${randomUUID().slice(0, 8)}`,
      channels: ['email'],
    });
  const notifications = { table: 'notifications', change: () => ({ read_at: '2026-01-02T00:00:00Z' }) };
  const notification = (user_id: string) => ({
    organization_id: org(),
    user_id,
    event: 'export_failed',
    title: 'An export failed',
    dedupe_key: randomUUID(),
  });

  return {
    organizations: {
      table: 'organizations',
      row: async (_actor, doomed) => (doomed ? await insert(database, 'organizations', { name: 'Fresh' }) : org()),
      payload: () => ({ name: 'Another' }),
      change: () => ({ name: `Changed ${randomUUID()}` }),
    },
    memberships: {
      table: 'memberships',
      row: async () => await insert(database, 'memberships', await membership()),
      payload: membership,
      change: () => ({ role: 'admin' }),
    },
    'own profiles': {
      ...profiles,
      row: async (actor, doomed) => (doomed ? await spare() : actor.id),
      payload: async () => {
        const id = await spare();
        await database.query('delete from profiles where id = $1', [id]);
        return { id };
      },
    },
    "a colleague's profiles": {
      ...profiles,
      row: async (actor, doomed) => (doomed ? await spare() : colleague(actor).id),
    },
    'own scheduled_exports': {
      ...schedules,
      row: (actor) => schedule(actor),
      payload: (actor, service) => scheduleOf(org(), service ? { owner_id: actor.id } : {}),
    },
    "a colleague's scheduled_exports": { ...schedules, row: (actor) => schedule(colleague(actor)) },
    'deleted scheduled_exports': { ...schedules, row: (actor) => schedule(actor, { deleted_at: '2026-01-01Z' }) },
    'own scheduled_export_overviews': {
      table: 'scheduled_export_overviews',
      row: (actor) => schedule(actor),
      change: () => ({ name: `Changed ${randomUUID()}` }),
    },
    blackout_dates: {
      table: 'blackout_dates',
      row: () => insert(database, 'blackout_dates', blackout(org())),
      payload: () => blackout(org()),
      change: () => ({ name: `Changed ${randomUUID()}` }),
    },
    export_runs: {
      table: 'export_runs',
      row: run,
      payload: async () => ({
        organization_id: org(),
        scheduled_export_id: await schedule(world.owner),
        scheduled_for: '2026-01-01T00:00:00Z',
        run_after: '2026-01-01T00:00:00Z',
        definition: {},
      }),
      change: () => ({ reason: 'changed' }),
    },
    export_files: {
      table: 'export_files',
      row: file,
      payload: async () => ({
        organization_id: org(),
        run_id: await run(),
        lease_token: randomUUID(),
        name: 'report.csv',
        path: randomUUID(),
      }),
      change: () => ({ name: 'changed.csv' }),
    },
    export_deliveries: {
      table: 'export_deliveries',
      row: async () => await insertDelivery(database, await file(), 'pending'),
      payload: async () => {
        const file_id = await file();
        const run_id = await database.value('select run_id from export_files where id = $1', [file_id]);
        return { organization_id: org(), run_id, file_id, method: 'email', target_key: 'a', label: 'a@example.com' };
      },
      change: () => ({ label: 'changed@example.com' }),
    },
    'own notification_settings': {
      ...settings,
      row: setting,
      payload: (actor, service) => ({
        organization_id: org(),
        event: `event_${randomUUID().slice(0, 8)}`,
        channels: ['in_app'],
        ...(service && { user_id: actor.id }),
      }),
    },
    "a colleague's notification_settings": { ...settings, row: (actor) => setting(colleague(actor)) },
    'own notifications': {
      ...notifications,
      row: (actor) => insert(database, 'notifications', notification(actor.id)),
      payload: (actor) => notification(actor.id),
    },
    "a colleague's notifications": {
      ...notifications,
      row: (actor) => insert(database, 'notifications', notification(colleague(actor).id)),
    },
    audit_log: {
      table: 'audit_log',
      row: () =>
        database.value('select id from audit_log where organization_id = $1 order by sequence limit 1', [org()]),
      payload: () => ({
        organization_id: org(),
        actor_type: 'system',
        actor_label: 'nobody',
        action: 'insert',
        table_name: 'nothing',
      }),
      change: () => ({ actor_label: `Changed ${randomUUID()}` }),
    },
    secrets: {
      table: 'secrets',
      row: () => insert(database, 'secrets', { organization_id: org(), ciphertext: 'c', key_id: 'k' }),
      payload: () => ({ organization_id: org(), ciphertext: 'c', key_id: 'k' }),
      change: () => ({ hint: 'changed' }),
    },
    worker_ticks: {
      table: 'worker_ticks',
      row: () => insert(database, 'worker_ticks', { worker: randomUUID(), started_at: '2026-01-01Z' }),
      payload: () => ({ worker: randomUUID(), started_at: '2026-01-01T00:00:00Z' }),
      change: () => ({ worker: randomUUID() }),
    },
  };
}
