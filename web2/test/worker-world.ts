import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { downloadLinks } from '@/delivery/download-links';
import { createEmailProvider } from '@/email/registry';
import { createDatabase, type Database } from '@/lib/db';
import type { Log } from '@/lib/log';
import { createExportStorage } from '@/storage/export-storage';
import { processDueExports } from '@/worker/process-due-exports';
import type { TickResult, WorkerDeps } from '@/worker/worker-deps';
import { type Person, signUp } from './people';
import { startSmtpServer, type TestSmtpServer } from './smtp-server';

type Values = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: rows of any table, looked at by tests alone
type Row = Record<string, any>;

export interface World {
  databaseUrl: string;
  /** As `postgres`. */
  pool: pg.Pool;
  /** What the worker uses. */
  database: Database;
  smtp: TestSmtpServer;
  /** Owns `organization`, which may send anywhere. */
  owner: Person;
  organization: string;
  /** What the worker logged since the test began. */
  logged: { level: string; message: string; fields: Values }[];
  rows(sql: string, values?: unknown[]): Promise<Row[]>;
  /** The only row. */
  row(sql: string, values?: unknown[]): Promise<Row>;
  deps(overrides?: Partial<WorkerDeps>): WorkerDeps;
  tick(overrides?: Partial<WorkerDeps>): Promise<TickResult>;
  /** A schedule of every minute with one occurrence due; the clock of the ticks decides what else is. */
  schedule(values?: Values): Promise<string>;
  run(scheduleId: string): Promise<Row>;
  runs(scheduleId: string): Promise<Row[]>;
  deliveries(scheduleId: string): Promise<Row[]>;
  notifications(): Promise<Row[]>;
  /** Replaces the rows of the report `items`. */
  items(rows: Values[], organization?: string): Promise<void>;
  /** The bytes of a run's file, as Storage has them. */
  file(runId: string): Promise<Buffer>;
}

export const LINK_SECRET = 'a secret for tests, of 32 characters';
export const LINKS = downloadLinks(LINK_SECRET);

/** A day of one occurrence at 09:00, long past, so that no test depends on the hour it runs at. */
export const DAY_1 = new Date('2026-03-02T09:00:00Z');
/** The clock of a tick `days` after the first occurrence. */
export const day = (days: number) => new Date(DAY_1.getTime() + days * 86_400_000);

/** A database, storage and mail server that are real, an owner, and an empty queue before each test. */
export function useWorld(): World {
  const world = {} as World;
  beforeAll(async () => {
    const { database_url, api_url, secret_key, env } = inject('local');
    Object.assign(process.env, env); // for verbs of the app that tests call
    const pool = new pg.Pool({ connectionString: database_url, max: 4 });
    const onError = () => undefined; // a backend that a test killed
    pool.on('error', onError);
    const database = createDatabase({ url: database_url, sessionUrl: database_url, max: 8, prepare: true, onError });
    const smtp = await startSmtpServer({}, { port: inject('smtpPort') ?? 0 });
    const owner = await signUp(pool, 'Olga');
    const storage = createExportStorage({ url: api_url, secretKey: secret_key });
    const email = createEmailProvider({ provider: 'smtp', url: smtp.url, timeoutMs: 5000 });
    await pool.query('update public.organizations set allow_outside_recipients = true where id = $1', [owner.home]);
    Object.assign(
      world,
      { databaseUrl: database_url, pool, database, smtp, owner, organization: owner.home, logged: [] },
      queries(world),
      {
        deps: (overrides: Partial<WorkerDeps> = {}): WorkerDeps => ({
          db: database,
          delivery: { email, emailFrom: 'exports@x.example', storage, appUrl: 'https://app.example', links: LINKS },
          log: recorder(world),
          timing: { leaseSeconds: 120, heartbeatMs: 20, backoffSeconds: () => 0 },
          deadline: new AbortController().signal,
          closing: () => false,
          concurrency: 2,
          limit: (lane) => lane(),
          longLived: false,
          minimumIntervalMinutes: 1,
          reportTimeoutMs: 20_000,
          ...overrides,
        }),
        tick: (overrides?: Partial<WorkerDeps>) => processDueExports(world.deps(overrides)),
        file: async (runId: string) => {
          const { path } = await world.row(`select path from export_files where run_id = $1 and status = 'ready'`, [
            runId,
          ]);
          const chunks: Buffer[] = [];
          for await (const chunk of await storage.open(path)) chunks.push(chunk as Buffer);
          return Buffer.concat(chunks);
        },
      },
    );
  });
  afterAll(async () => {
    await world.smtp.stop();
    await world.database.close();
    await world.pool.end();
  });
  beforeEach(async () => {
    await world.pool.query(
      'truncate notifications, export_deliveries, export_files, export_runs, scheduled_exports, blackout_dates',
    );
    await world.pool.query('update public.organizations set holiday_country = null where holiday_country is not null');
    await emptyStorage(world);
    world.logged = [];
    world.smtp.received.length = 0;
    world.smtp.behave({});
    world.smtp.onReceived = () => {};
    await world.items([{ name: 'Ana' }]);
  });
  return world;
}

/** A hundred rounds of large files would fill a disk. */
async function emptyStorage(world: World): Promise<void> {
  const { rows } = await world.pool.query<{ name: string }>(
    `select name from storage.objects where bucket_id = 'exports'`,
  );
  await world.deps().delivery.storage.remove(rows.map(({ name }) => name));
}

function queries(world: World): Partial<World> {
  const rows: World['rows'] = async (sql, values) => (await world.pool.query(sql, values)).rows;
  return {
    rows,
    async row(sql, values) {
      const found = await rows(sql, values);
      if (found.length !== 1) throw new Error(`${found.length} rows instead of one: ${sql}`);
      return found[0] as Row;
    },
    async schedule(values = {}) {
      const row = {
        organization_id: world.organization,
        owner_id: world.owner.id,
        name: 'Items for Ana',
        report_type: 'items',
        format: 'csv',
        recurrence: '0 9 * * *',
        targets: JSON.stringify([{ method: 'email', to: ['ana@x.example'] }]),
        planned_through: day(-0.5),
        next_run_at: DAY_1,
        ...values,
      };
      const places = Object.keys(row).map((_, index) => `$${index + 1}`);
      const sql = `insert into scheduled_exports (${Object.keys(row)}) values (${places}) returning id`;
      return (await world.row(sql, Object.values(row))).id;
    },
    run: (id) => world.row('select * from export_runs where scheduled_export_id = $1', [id]),
    runs: (id) => rows('select * from export_runs where scheduled_export_id = $1 order by scheduled_for', [id]),
    deliveries: (id) =>
      rows(
        'select d.* from export_deliveries d join export_runs r on r.id = d.run_id where r.scheduled_export_id = $1 order by r.scheduled_for, d.label',
        [id],
      ),
    notifications: () => rows('select * from notifications order by created_at, id'),
    async items(items, organization = world.organization) {
      await rows('delete from testing.items where organization_id = $1', [organization]);
      for (const [index, item] of items.entries()) {
        const row = { organization_id: organization, id: index + 1, ...item };
        const places = Object.keys(row).map((_, place) => `$${place + 1}`);
        await rows(`insert into testing.items (${Object.keys(row)}) values (${places})`, Object.values(row));
      }
    },
  };
}

/** Looks again and again until something is there, for what another process or timer does. */
export async function until<T>(look: () => Promise<T[]>): Promise<T[]> {
  const end = performance.now() + 120_000; // for what never comes; less than a test has
  while (performance.now() < end) {
    const found = await look();
    if (found.length > 0) return found;
    await sleep(10);
  }
  throw new Error('It never came.');
}

function recorder(world: World): Log {
  const write =
    (level: string) =>
    (message: string, fields: Values = {}) => {
      world.logged.push({ level, message, fields });
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
