import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** PostgreSQL refuses to run as root, so root lends it another user of the system. */
export interface DatabaseUser {
  name: string;
  uid: number;
  gid: number;
}

/** Undefined for an ordinary user, who runs the database as themselves. Throws when root finds no user to lend. */
export function databaseUser(dataDir: string): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const candidates = ['postgres', 'nobody'].map(lookUp).filter((user) => user !== undefined);
  // Existing data stays with whom it belongs to, also when a user `postgres` has appeared since.
  const owner = existsSync(dataDir) ? lstatSync(dataDir).uid : undefined;
  const user = candidates.find(({ uid }) => uid === owner) ?? candidates[0];
  if (user) return user;
  throw new Error('PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody".');
}

/** What to pass to `spawn` so that a process runs as the database's user. */
export function asUser(user: DatabaseUser | undefined): { uid?: number; gid?: number; cwd: string } {
  // The caller's working folder may be closed to that user, which makes initdb fail.
  return user ? { uid: user.uid, gid: user.gid, cwd: '/' } : { cwd: '/' };
}

/**
 * The folder for the cluster: `dir` itself, unless the database's user cannot enter that (a project under /root, say);
 * then one under /var/tmp.
 */
export function databaseHome(dir: string, user: DatabaseUser | undefined): string {
  return !user || canRun(user, ['-x', dir]) ? dir : openFolder(dir);
}

/** Makes the folder under /var/tmp that stands in for `closed`. Throws when somebody else has made it. */
export function openFolder(closed: string): string {
  const folder = openFolderOf(closed);
  mkdirSync(folder, { mode: 0o755, recursive: true });
  if (lstatSync(folder).uid !== 0) throw new Error(`${folder} belongs to somebody else; remove it and start again.`);
  return folder;
}

/** Where `openFolder` is, or would be. */
export function openFolderOf(closed: string): string {
  const key = createHash('sha256').update(closed).digest('hex').slice(0, 12);
  return path.join('/var/tmp', `scheduled-exports-${key}`);
}

/** Asks the system, as that user, a question of `test(1)`. */
export function canRun(user: DatabaseUser, question: string[]): boolean {
  return spawnSync('test', question, asUser(user)).status === 0;
}

/** Makes a folder that only the database's user can look into. */
export function makePrivateFolder(dir: string, user: DatabaseUser | undefined): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (user) chownSync(dir, user.uid, user.gid);
}

function lookUp(name: string): DatabaseUser | undefined {
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { name, uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined; // `id` answers 1 for an unknown name
  }
}
