import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * Calls `renew` each time the server has gone and come back, until it is stopped: lite's client keeps connections that were lost while a request
 * held them, and after some of them answers nobody any more.
 */
export function watchServer(url: string, renew: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | undefined;
  const watch = async () => {
    for (let round = 0; !stopped; round += 1) {
      client = new pg.Client({ connectionString: url, application_name: 'server watch' });
      client.on('error', () => undefined); // `end` follows
      const ended = ending(client);
      try {
        await client.connect();
        if (round > 0) await renew();
        await ended;
      } catch {
        await sleep(100); // down, or recovering
      }
    }
  };
  void watch();
  return {
    async stop() {
      stopped = true;
      await client?.end().catch(() => undefined);
    },
  };
}

/** Not node's `once`, which an error would end. */
function ending(client: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    client.once('end', () => resolve());
  });
}
