import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The secrets of one data folder: made once, kept beside the data, never in the repository. */
export interface Keys {
  jwt_secret: string;
  publishable_key: string;
  secret_key: string;
  cron_secret: string;
  /** Signs the links in mails. */
  link_secret: string;
  /** Encrypts the secrets that the app keeps. */
  secrets_key: string;
  /** Password of the role `postgres`. */
  postgres_password: string;
  /** Password of the cluster's superuser `supabase_admin`. */
  admin_password: string;
}

/** Reads the folder's keys, making those that are not there yet. */
export function loadKeys(dir: string): Keys {
  const file = path.join(dir, 'keys.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>) : {};
  const keys: Keys = {
    jwt_secret: random(),
    publishable_key: `sb_publishable_${random()}`,
    secret_key: `sb_secret_${random()}`,
    cron_secret: random(),
    link_secret: random(),
    secrets_key: `local:${randomBytes(32).toString('base64')}`,
    postgres_password: random(),
    admin_password: random(),
    ...kept,
  };
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}

const random = () => randomBytes(32).toString('base64url');
