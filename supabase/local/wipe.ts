import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endLeftovers } from './claim.ts';
import { openFolderOf } from './database-user.ts';
import { stopOrphan } from './postgres.ts';

/**
 * Removes what a stack keeps in its folder, and nothing from a folder that is not a stack's. Throws AlreadyRunning when
 * one is running there.
 */
export async function wipeData(folder: string): Promise<void> {
  await endLeftovers(folder);
  if (!existsSync(path.join(folder, 'keys.json'))) return;
  const standIn = openFolderOf(folder);
  await stopOrphan(path.join(folder, 'postgres'));
  await stopOrphan(path.join(standIn, 'postgres'));
  rmSync(standIn, { recursive: true, force: true });
  // By name: the folder is also where the Supabase CLI keeps its own notes.
  for (const name of ['local.json', 'postgres', 'storage', 'mail', 'postgres.log', 'keys.json'])
    rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Removes the whole folder of a disposable stack. Throws AlreadyRunning when it is running. */
export async function removeFolder(folder: string): Promise<void> {
  await wipeData(folder);
  rmSync(folder, { recursive: true, force: true });
}
