import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { appEnv, chosenEnv } from './app-env.ts';
import { type Claim, claimFolder } from './claim.ts';
import { databaseHome, databaseUser } from './database-user.ts';
import { createDemoUser, demo } from './demo-user.ts';
import { type Keys, loadKeys } from './keys.ts';
import { type Local, removeLocal, writeLocal } from './local-file.ts';
import { applyMigrations, applySeed } from './migrate.ts';
import { startNext } from './next.ts';
import type { Options } from './options.ts';
import { paths } from './paths.ts';
import { type MovedPort, movedPorts, type Ports, reservePorts } from './ports.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { findPostgres } from './postgres-binaries.ts';
import { prepareRoles } from './roles.ts';
import type { Shutdown } from './shutdown.ts';
import { startTicker } from './ticker.ts';

export interface Stack {
  local: Local;
  /** Servers that are not on their well-known port; empty when other ports were asked for. */
  moved: MovedPort[];
}

export interface Boot {
  options: Options;
  shutdown: Shutdown;
  /** Takes a line of news for a person. */
  print: (line: string) => void;
  /** Takes a line about a problem. */
  warn: (line: string) => void;
  /** Takes the name of a step that is done. */
  mark: (step: string) => void;
}

interface Held extends Boot {
  claim: Claim;
  keys: Keys;
  ports: Ports;
}

/**
 * Boots everything, registering with `shutdown` how each part stops. Throws with a message for the user; the caller
 * then runs `shutdown`.
 */
export async function bootStack(boot: Boot): Promise<Stack> {
  const { options, shutdown, mark } = boot;
  const { dir } = options;
  const claim = await claimFolder(dir);
  shutdown.onStop('data folder', async () => claim.release());
  removeLocal(dir); // of a stack that was killed
  const ports = await reservePorts(options.portBase);
  const held: Held = { ...boot, claim, keys: loadKeys(dir), ports };
  mark('ports');

  const modules = import('./lite.ts'); // big, so it is read while the database starts
  const [database, mail] = await Promise.allSettled([startDatabase(held), startMailCatcher(held)]);
  if (mail.status === 'rejected') throw mail.reason; // only now, so that neither is left half started
  if (database.status === 'rejected') throw database.reason;
  const postgres = database.value;
  const place = placeOf(held.keys, ports, postgres.port);
  const env = appEnv(place, options.disposable ? {} : chosenEnv(), options.env);
  const local: Local = { pid: process.pid, ...place, demo, env };
  const { createLite } = await modules;
  await startApi(held, local, postgres.fresh, createLite);
  if (options.next === 'none') await ports.app.release();
  else await startApp(held, options.next, local);

  writeLocal(dir, local);
  shutdown.onStop('local.json', async () => removeLocal(dir));
  return { local, moved: options.portBase === undefined ? movedPorts(ports) : [] };
}

async function startDatabase({ options, shutdown, claim, keys, ports, mark }: Held): Promise<Postgres> {
  const user = databaseUser(options.dir);
  const settings = {
    dataDir: path.join(databaseHome(options.dir, user), 'postgres'),
    binaries: findPostgres(user),
    user,
    port: ports.database,
    password: keys.admin_password,
    logFile: path.join(options.dir, 'postgres.log'),
    disposable: options.disposable && !options.durable,
  };
  const postgres = await startPostgres(settings);
  claim.add(postgres.pid);
  if (options.restartPostgresMs === undefined) shutdown.onStop('PostgreSQL', postgres.stop, postgres.ended);
  else {
    const port = { port: postgres.port, release: async () => {} };
    const kept = keepRunning(postgres, {
      again: () => startPostgres({ ...settings, port }),
      afterMs: options.restartPostgresMs,
    });
    shutdown.onStop('PostgreSQL', kept.stop, kept.ended);
  }
  mark('PostgreSQL');
  return postgres;
}

/** Starts the server again whenever it ends, as a service manager would. `ended` resolves when that fails. */
function keepRunning(
  first: Postgres,
  { again, afterMs }: { again: () => Promise<Postgres>; afterMs: number },
): Pick<Postgres, 'stop' | 'ended'> {
  let current = Promise.resolve(first);
  let stopping = false;
  const watch = async () => {
    while (true) {
      await (await current).ended;
      if (stopping) return;
      await sleep(afterMs);
      if (stopping) return;
      current = again();
    }
  };
  return {
    ended: watch().catch(() => {}), // whoever listens says that it died
    async stop() {
      stopping = true;
      await (await current).stop();
    },
  };
}

async function startMailCatcher({ options, shutdown, ports, mark }: Held): Promise<void> {
  const { startMail } = await import('./mail.ts');
  await Promise.all([ports.smtp.release(), ports.mail.release()]);
  const folder = path.join(options.dir, 'mail');
  const mail = await startMail({ smtp: ports.smtp.port, web: ports.mail.port, folder });
  shutdown.onStop('mail catcher', mail.stop);
  mark('mail catcher');
}

async function startApi(
  { options, shutdown, keys, ports, print, mark }: Held,
  local: Local,
  freshDatabase: boolean,
  createLite: typeof import('./lite.ts').createLite,
): Promise<void> {
  await prepareRoles(local.admin_database_url, keys.postgres_password);
  const lite = createLite({
    databaseUrl: local.admin_database_url,
    keys,
    appUrl: local.app_url,
    smtpPort: ports.smtp.port,
    files: path.join(options.dir, 'storage'),
    confirmEmail: process.env.LOCAL_CONFIRM_EMAIL === '1',
    outlivesServer: options.restartPostgresMs !== undefined,
  });
  shutdown.onStop('API', lite.stop);
  await lite.prepare();
  mark('roles, auth and storage');
  const client = new pg.Client({ connectionString: local.database_url, ssl: false, application_name: 'migrations' });
  client.on('error', () => {}); // a connection that is cut rejects the query in progress
  await client.connect();
  try {
    const applied = await applyMigrations(client, paths.migrations);
    if (applied.length > 0 && !freshDatabase) print(`Applied ${applied.join(', ')}`);
    mark(`migrations (${applied.length})`);
    if (await applySeed(client, paths.seed)) mark('seed');
    await ports.api.release();
    await lite.listen(ports.api.port);
    if (options.demo) await createDemoUser(client, local);
    mark('API');
  } finally {
    await client.end();
  }
}

async function startApp(held: Held, mode: 'dev' | 'start', local: Local): Promise<void> {
  const { options, shutdown, claim, ports, print, warn, mark } = held;
  const next = await startNext({ mode, port: ports.app, env: local.env, print, warn });
  claim.add(next.pid);
  shutdown.onStop('Next.js', next.stop, next.ended);
  await next.ready();
  mark('Next.js');
  if (!options.ticker) return;
  const url = `${local.app_url}/api/scheduled-exports/process`;
  const ticker = startTicker({ url, secret: local.env.CRON_SECRET ?? '', everyMs: 15_000, warn });
  shutdown.onStop('ticker', ticker.stop);
}

function placeOf(keys: Keys, ports: Ports, databasePort: number): Omit<Local, 'pid' | 'demo' | 'env'> {
  const database = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${databasePort}/postgres`;
  return {
    app_url: `http://localhost:${ports.app.port}`,
    api_url: `http://127.0.0.1:${ports.api.port}`,
    mail_url: `http://localhost:${ports.mail.port}`,
    smtp_url: `smtp://127.0.0.1:${ports.smtp.port}`,
    database_url: database('postgres', keys.postgres_password),
    admin_database_url: database('supabase_admin', keys.admin_password),
    publishable_key: keys.publishable_key,
    secret_key: keys.secret_key,
    jwt_secret: keys.jwt_secret,
    cron_secret: keys.cron_secret,
    link_secret: keys.link_secret,
    secrets_key: keys.secrets_key,
  };
}
