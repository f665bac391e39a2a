import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  /** The URL with the proxy's address in place of its own. */
  through(url: string): string;
  /** What happens to connections, new and old: `hang` keeps them open and passes nothing on. */
  behave(behaviour: 'pass' | 'refuse' | 'hang'): void;
  /** Drops every connection. */
  cut(): void;
  /** Lets the next message that holds this text through, and drops the connection instead of answering. Resolves then. */
  loseAnswerTo(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** A network that fails, in front of one server. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  let behaviour: 'pass' | 'refuse' | 'hang' = 'pass';
  let wanted: { text: string; lost: () => void } | undefined;
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((client) => {
    if (behaviour === 'refuse') return void client.destroy();
    const upstream = connect(target);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    let losing: (() => void) | undefined;
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    client.on('data', (chunk) => {
      if (behaviour === 'hang') return;
      if (wanted && chunk.includes(wanted.text)) {
        losing = wanted.lost;
        wanted = undefined;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (behaviour === 'hang') return;
      if (!losing) return void client.write(chunk);
      end();
      losing();
    });
    for (const socket of pair) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    through(url) {
      const changed = new URL(url);
      changed.host = `127.0.0.1:${port}`;
      return changed.href;
    },
    behave(next) {
      behaviour = next;
      if (next === 'refuse') cut();
    },
    cut,
    loseAnswerTo: (text) =>
      new Promise((lost) => {
        wanted = { text, lost };
      }),
    stop: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
