import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a running stack tells tests and tools, in `<dir>/local.json`. It is there from "everything is served" to "stop". */
export interface Local {
  pid: number;
  app_url: string;
  api_url: string;
  /** Web page and API of the mail catcher: `GET {mail_url}/api/email`. */
  mail_url: string;
  smtp_url: string;
  /** As `postgres`, which is no superuser. */
  database_url: string;
  /** As the superuser `supabase_admin`. */
  admin_database_url: string;
  publishable_key: string;
  secret_key: string;
  jwt_secret: string;
  cron_secret: string;
  link_secret: string;
  secrets_key: string;
  demo: { email: string; password: string };
  /** Exactly what the app gets. */
  env: Record<string, string>;
}

const localFile = (dir: string) => path.join(dir, 'local.json');

export function writeLocal(dir: string, local: Local): void {
  const file = localFile(dir);
  writeFileSync(`${file}.new`, `${JSON.stringify(local, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file); // a reader sees all of it or nothing
}

export function removeLocal(dir: string): void {
  rmSync(localFile(dir), { force: true });
}

/** Undefined when nothing is served from this folder. */
export function readLocal(dir: string): Local | undefined {
  const file = localFile(dir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Local) : undefined;
}
