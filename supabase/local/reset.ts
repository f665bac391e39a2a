#!/usr/bin/env node
// `pnpm reset`: forgets everything that `pnpm dev` keeps between starts.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AlreadyRunning } from './claim.ts';
import { paths, shortPath } from './paths.ts';
import { removeFolder, wipeData } from './wipe.ts';

const { values } = parseArgs({ options: { dir: { type: 'string', default: paths.defaultDir } } });
const dir = path.resolve(values.dir);

try {
  await wipeData(dir);
  await removeAbandonedTests(dir);
  process.stdout.write(`Wiped ${shortPath(dir)}. The next start begins with a new database.\n`);
} catch (error) {
  if (!(error instanceof AlreadyRunning)) throw error;
  process.stderr.write(`${error.message}. Stop it first: Ctrl-C where it runs, or kill ${error.pid}.\n`);
  process.exitCode = 1;
}

/** Removes the folders of tests that were killed, and leaves those that run. */
async function removeAbandonedTests(parent: string): Promise<void> {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('test-'))) {
    await removeFolder(path.join(parent, name)).catch((error: unknown) => {
      if (!(error instanceof AlreadyRunning)) throw error;
    });
  }
}
