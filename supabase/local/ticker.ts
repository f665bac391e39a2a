import { setTimeout as sleep } from 'node:timers/promises';

export interface Ticker {
  stop(): Promise<void>;
}

/**
 * Calls the process route every `everyMs`, as a cron job would, one call at a time. Quiet while that works; says once
 * that it fails, and once that it works again.
 */
export function startTicker(options: {
  url: string;
  secret: string;
  everyMs: number;
  warn: (line: string) => void;
}): Ticker {
  const stopping = new AbortController();
  const loop = async () => {
    let failing = false;
    while (!stopping.signal.aborted) {
      const problem = await tick(options.url, options.secret, stopping.signal);
      if (stopping.signal.aborted) return;
      if (problem !== undefined && !failing) options.warn(`A tick failed, and is tried again quietly: ${problem}`);
      if (problem === undefined && failing) options.warn('Ticks work again.');
      failing = problem !== undefined;
      await sleep(options.everyMs, undefined, { signal: stopping.signal }).catch(() => {}); // woken up to stop
    }
  };
  const ended = loop();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function tick(url: string, secret: string, stopping: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      redirect: 'error',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(300_000)]),
    });
    const body = await response.text();
    if (response.ok) return undefined;
    const isJson = response.headers.get('content-type')?.includes('json');
    return `${response.status} ${isJson ? body : response.statusText}`;
  } catch (error) {
    return error instanceof Error ? `${error.message} ${String(error.cause ?? '')}`.trim() : String(error);
  }
}
