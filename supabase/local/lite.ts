import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createAdaptorServer } from '@hono/node-server';
import { App, setExperimental } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { authMailDriver, authMailTemplates } from './auth-mail.ts';
import type { Keys } from './keys.ts';
import { fixConnection, isoTimestamps } from './lite-fixes.ts';
import { fixHttp } from './lite-http.ts';
import { paths } from './paths.ts';
import { quietly } from './quietly.ts';
import { watchServer } from './renew-connection.ts';
import { DiskStorage } from './storage-adapter.ts';

export interface LiteOptions {
  /** As the superuser: it switches to anon, authenticated or service_role for each request. */
  databaseUrl: string;
  keys: Keys;
  appUrl: string;
  smtpPort: number;
  /** Folder of the storage files. */
  files: string;
  /** Whether signing up waits for a click in a mail. */
  confirmEmail: boolean;
  /** Whether PostgreSQL may go and come back. */
  outlivesServer: boolean;
}

export interface Lite {
  /** Makes or completes the schemas auth and storage; before migrations. */
  prepare(): Promise<void>;
  /** Serves on loopback; after migrations, because the tables are looked at once. */
  listen(port: number): Promise<void>;
  stop(): Promise<void>;
}

/** The Supabase API: REST, Auth and Storage. */
export function createLite(options: LiteOptions): Lite {
  process.env.LITE_TELEMETRY = '0';
  // An idle heap may grow by little before all of it is looked through again, which every 10 MB of an upload did.
  setFlagsFromString('--heap-growing-percent=100');
  setExperimental('storage', true);
  const connect = () =>
    createPostgresConnection({
      url: options.databaseUrl,
      postgresOptions: { max: 10, onnotice: () => {}, types: isoTimestamps },
    });
  const connection = connect();
  const watched = options.outlivesServer
    ? watchServer(options.databaseUrl, async () => {
        const { driver } = connection;
        const fresh = connect();
        Object.assign(connection, { driver: fresh.driver, kysely: fresh.kysely });
        await driver.end({ timeout: 0 });
      })
    : undefined;
  const app = new App({
    connection,
    project_id: 'scheduled-exports',
    api: { schemas: ['public'], max_rows: 1000 },
    db: { driver: 'postgres' },
    studio: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: options.keys.jwt_secret,
      publishable_key: options.keys.publishable_key,
      secret_key: options.keys.secret_key,
      site_url: options.appUrl,
      additional_redirect_urls: [`${options.appUrl}/**`],
      minimum_password_length: 8,
      email: { enable_confirmations: options.confirmEmail, max_frequency: '1s', template: authMailTemplates },
    },
    storage: { enabled: true, file_size_limit: '5GiB' },
    options: { server: { disableStudio: true, admin: false }, drivers: { email: authMailDriver(options.smtpPort) } },
  });
  app._storageAdapter = new DiskStorage(options.files);

  // Only our own machine can connect, which is what lite would look at this address for.
  const fetch = fixHttp((request) => app.fetch(request, { peerAddress: null }), options.keys.jwt_secret);
  const server = createAdaptorServer({ fetch });
  const runSql = async (file: string) => {
    await connection.driver.unsafe(readFileSync(path.join(paths.sql, file), 'utf8'));
  };
  return {
    async prepare() {
      await quietly(() => app.init());
      await app.ensureSystemSchema();
      await runSql('lite-fixes.sql');
      await runSql('grants.sql');
      fixConnection(connection);
    },
    async listen(port) {
      server.listen({ port, host: '127.0.0.1' });
      await once(server, 'listening');
    },
    async stop() {
      await watched?.stop();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await connection.driver.end({ timeout: 1 }); // lite's own way waits for queries that may never end
    },
  };
}
