import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessRef {
  pid: number;
  /** When it started, in the kernel's words. */
  started: string;
}

/** Undefined when no such process runs. */
export function identify(pid: number): ProcessRef | undefined {
  const started = process.platform === 'linux' ? linuxStat(pid)?.started : ps(pid, 'lstart=');
  return started ? { pid, started } : undefined;
}

export function isRunning(ref: ProcessRef): boolean {
  return identify(ref.pid)?.started === ref.started;
}

/** The command line of a process, empty when it is gone or not ours to read. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=') ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it ended while we looked
  }
}

/** Signals one process, or a whole group by its negative number; false when there is nobody to signal. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) return false;
    throw error;
  }
}

/** Ends a process group: asks, waits up to `graceMs`, then kills. Resolves when no member is left. */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
  if (!signal(-leader, 'SIGTERM')) return;
  if (await waitUntil(() => !groupAlive(leader), graceMs)) return;
  signal(-leader, 'SIGKILL');
  await waitUntil(() => !groupAlive(leader), 5000);
}

/** Asks again every 25 ms; false when `timeoutMs` have passed first. */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

function groupAlive(leader: number): boolean {
  if (process.platform !== 'linux') return signal(-leader, 0);
  // A container without an init process keeps dead orphans listed for ever, so the state is looked at.
  return readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && linuxStat(Number(entry))?.group === leader);
}

function linuxStat(pid: number): { group: number; started: string } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // it ended while we looked
  }
  // The name in parentheses may hold spaces; what follows it does not: state, parent, group, ... start time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields;
  const started = fields[19];
  if (!started || state === 'Z' || state === 'X') return undefined;
  return { group: Number(group), started };
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined; // ps answers 1 when there is no such process
  }
}
