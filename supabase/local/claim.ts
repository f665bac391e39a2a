import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endGroup, identify, isRunning, type ProcessRef } from './processes.ts';

interface Record {
  parent: ProcessRef;
  /** Leaders of the process groups that the parent started. */
  children: ProcessRef[];
}

/** One running stack's hold on its data folder, and the list of processes to end if it dies without doing so. */
export interface Claim {
  /** Notes a process group started by this stack. */
  add(leader: number): void;
  release(): void;
}

/** Another stack runs on this folder. */
export class AlreadyRunning extends Error {
  readonly pid: number;
  constructor(dir: string, pid: number) {
    super(`A stack is already running on ${dir} (process ${pid})`);
    this.name = 'AlreadyRunning';
    this.pid = pid;
  }
}

/**
 * Takes the data folder for this process, after ending whatever a killed predecessor left behind.
 * Throws AlreadyRunning when the folder is in use.
 */
export async function claimFolder(dir: string): Promise<Claim> {
  mkdirSync(dir, { recursive: true });
  await endLeftovers(dir);
  const self = identify(process.pid);
  if (!self) throw new Error('The process table cannot be read');
  const record: Record = { parent: self, children: [] };
  const file = recordFile(dir);
  try {
    writeFileSync(file, JSON.stringify(record), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new AlreadyRunning(dir, read(dir)?.parent.pid ?? 0);
  }
  let released = false;
  return {
    add(leader) {
      const ref = identify(leader);
      if (!ref || released) return;
      record.children.push(ref);
      writeFileSync(`${file}.new`, JSON.stringify(record));
      renameSync(`${file}.new`, file);
    },
    release() {
      released = true;
      rmSync(file, { force: true });
    },
  };
}

/** The process that runs a stack on this folder, if one does. */
export function runningOn(dir: string): number | undefined {
  const record = read(dir);
  return record && isRunning(record.parent) ? record.parent.pid : undefined;
}

/** Ends the children of a stack that was killed. Throws AlreadyRunning when it was not. */
export async function endLeftovers(dir: string): Promise<void> {
  const record = read(dir);
  if (!record) return;
  if (isRunning(record.parent)) throw new AlreadyRunning(dir, record.parent.pid);
  await Promise.all(record.children.filter(isRunning).map((child) => endGroup(child.pid, 5000)));
  rmSync(recordFile(dir), { force: true });
}

const recordFile = (dir: string) => path.join(dir, 'processes.json');

function read(dir: string): Record | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(dir), 'utf8')) as Record;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // cut off by a crash while it was written
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
