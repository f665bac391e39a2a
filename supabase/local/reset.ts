#!/usr/bin/env node
// `pnpm reset`: forgets everything that `pnpm dev` keeps between starts.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AlreadyRunning, endLeftovers } from './claim.ts';
import { fallbackHome } from './database-user.ts';
import { paths, shortPath } from './paths.ts';
import { stopOrphan } from './postgres.ts';

const { values } = parseArgs({ options: { dir: { type: 'string', default: paths.defaultDir } } });
const dir = path.resolve(values.dir);

try {
  await wipe(dir);
  for (const folder of abandonedTests(dir)) await wipe(folder).catch(keepRunning);
  process.stdout.write(`Wiped ${shortPath(dir)}. The next start begins with a new database.\n`);
} catch (error) {
  if (!(error instanceof AlreadyRunning)) throw error;
  process.stderr.write(`${error.message}. Stop it first (Ctrl-C where it runs, or kill ${error.pid}).\n`);
  process.exitCode = 1;
}

async function wipe(folder: string): Promise<void> {
  await endLeftovers(folder);
  const home = fallbackHome(folder);
  await stopOrphan(path.join(folder, 'postgres'));
  await stopOrphan(path.join(home, 'postgres'));
  rmSync(home, { recursive: true, force: true });
  // By name: the folder is also where the Supabase CLI keeps its own notes.
  for (const name of ['postgres', 'storage', 'mail', 'keys.json', 'postgres.log', 'stack.log', 'local.json'])
    rmSync(path.join(folder, name), { recursive: true, force: true });
  if (path.basename(folder).startsWith('test-')) rmSync(folder, { recursive: true, force: true });
}

/** Folders of tests that were killed. */
function abandonedTests(parent: string): string[] {
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent).filter((name) => name.startsWith('test-'));
  return names.map((name) => path.join(parent, name));
}

function keepRunning(error: unknown): void {
  if (!(error instanceof AlreadyRunning)) throw error;
}
