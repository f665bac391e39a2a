import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { appEnv, chosenEnv } from './app-env.ts';
import { claimFolder } from './claim.ts';
import { databaseHome, databaseUser } from './database-user.ts';
import { createDemoUser, demo } from './demo-user.ts';
import { loadKeys } from './keys.ts';
import { type Local, removeLocal, writeLocal } from './local-file.ts';
import { applyMigrations, applySeed } from './migrate.ts';
import { startNext } from './next.ts';
import type { Options } from './options.ts';
import { paths } from './paths.ts';
import { type MovedPort, movedPorts, type Ports, reservePorts } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { findPostgres } from './postgres-binaries.ts';
import { prepareRoles } from './roles.ts';
import type { Shutdown } from './shutdown.ts';
import { startTicker } from './ticker.ts';

export interface Stack {
  local: Local;
  /** Servers that are not on their well-known port; empty when other ports were asked for. */
  moved: MovedPort[];
}

/**
 * Boots everything, registering with `shutdown` how each part stops. `print` gets lines for a person, `mark` the names
 * of finished steps. Throws with a message for the user; the caller then runs `shutdown`.
 */
export async function bootStack(
  options: Options,
  shutdown: Shutdown,
  print: (line: string) => void,
  mark: (step: string) => void,
): Promise<Stack> {
  const { dir } = options;
  const claim = await claimFolder(dir);
  shutdown.onStop('data folder', async () => claim.release());
  removeLocal(dir); // of a stack that was killed
  const keys = loadKeys(dir);
  const ports = await reservePorts(options.portBase);
  mark('ports');

  // The two big modules are read while the database starts.
  const modules = Promise.all([import('./lite.ts'), import('./mail.ts')]);
  const user = databaseUser(dir);
  const home = databaseHome(dir, user);
  const postgres = await startPostgres({
    dataDir: path.join(home, 'postgres'),
    binaries: findPostgres(home, user),
    user,
    port: ports.database,
    password: keys.admin_password,
    logFile: path.join(dir, 'postgres.log'),
    disposable: options.disposable,
  });
  claim.add(postgres.pid);
  shutdown.onStop('PostgreSQL', postgres.stop, postgres.ended);
  mark('postgres');

  const place = placeOf(ports, postgres.port, keys);
  const [{ createLite }, { startMail }] = await modules;
  mark('modules');
  await prepareRoles(place.admin_database_url, keys.postgres_password);
  const lite = createLite({
    databaseUrl: place.admin_database_url,
    keys,
    appUrl: place.app_url,
    smtpPort: ports.smtp.port,
    files: path.join(dir, 'storage'),
    confirmEmail: process.env.LOCAL_CONFIRM_EMAIL === '1',
  });
  shutdown.onStop('API', lite.stop);
  await lite.prepare();
  mark('roles and schemas');

  const env = appEnv(place, options.disposable ? {} : chosenEnv(), options.env);
  const local: Local = { pid: process.pid, ...place, demo, env };
  const client = new pg.Client({ connectionString: local.database_url, ssl: false, application_name: 'migrations' });
  await client.connect();
  try {
    const applied = await applyMigrations(client, paths.migrations);
    if (applied.length > 0 && !postgres.fresh) print(`Applied ${applied.join(', ')}`);
    mark(`${applied.length} migrations`);
    if (await applySeed(client, paths.seed)) mark('seed');
    await ports.api.release();
    await lite.listen(ports.api.port);
    mark('API');
    if (options.demo) await createDemoUser(client, local);
    mark('demo user');
  } finally {
    await client.end();
  }

  const mailFolder = path.join(dir, 'mail');
  mkdirSync(mailFolder, { recursive: true });
  await ports.smtp.release();
  await ports.mail.release();
  const mail = await startMail({ smtp: ports.smtp.port, web: ports.mail.port, folder: mailFolder });
  shutdown.onStop('mail catcher', mail.stop);
  mark('mail');

  if (options.next === 'none') await ports.app.release();
  else {
    const next = await startNext({ mode: options.next, port: ports.app, env, print });
    claim.add(next.pid);
    shutdown.onStop('Next.js', next.stop, next.ended);
    await next.ready();
    mark('Next.js');
    if (options.ticker) {
      const url = `${local.app_url}/api/scheduled-exports/process`;
      const secret = env.CRON_SECRET;
      shutdown.onStop('ticker', startTicker({ url, secret, everyMs: 15_000, print }).stop);
    }
  }
  writeLocal(dir, local);
  shutdown.onStop('local.json', async () => removeLocal(dir));
  return { local, moved: options.portBase === undefined ? movedPorts(ports) : [] };
}

function placeOf(ports: Ports, databasePort: number, keys: ReturnType<typeof loadKeys>) {
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
  };
}
