import { setTimeout as sleep } from 'node:timers/promises';

/** Stops what was started, in reverse order. */
export interface Shutdown {
  readonly stopping: boolean;
  /**
   * Registers a started part. When `ended` resolves before the stack stops, the part has died and the stack fails.
   * Throws once stopping has begun, so that booting ends there; the part is stopped by the next `run`.
   */
  onStop(name: string, stop: () => Promise<void>, ended?: Promise<void>): void;
  /** Stops every part, the last one first; a part that cannot stop is reported and does not keep the others. */
  run(): Promise<void>;
}

/** Longer than any part waits before it kills what it stops. */
async function tooLong(): Promise<never> {
  await sleep(30_000, undefined, { ref: false });
  throw new Error('30 seconds have passed');
}

export function createShutdown(report: (problem: string) => void, partDied: (name: string) => void): Shutdown {
  const parts: { name: string; stop: () => Promise<void> }[] = [];
  let stopping = false;
  let last = Promise.resolve();
  const stopAll = async () => {
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        await Promise.race([part.stop(), tooLong()]);
      } catch (error) {
        report(`${part.name} did not stop cleanly: ${String(error)}`);
      }
    }
  };
  return {
    get stopping() {
      return stopping;
    },
    onStop(name, stop, ended) {
      parts.push({ name, stop });
      ended?.then(() => stopping || partDied(name));
      if (stopping) throw new Error('Stopped while starting');
    },
    run() {
      stopping = true;
      last = last.then(stopAll);
      return last;
    },
  };
}
