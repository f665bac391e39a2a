import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SmtpGateway {
  url: string;
  /** Where mails go from now on, as `smtp://host:port`. */
  forwardTo(url: string): void;
  stop(): void;
}

/**
 * Stands before the mail catcher as the recipient's own server does: an address that begins with `late-mailbox` is
 * refused for good the first time it is heard of, as one that is set up only later. All else passes untouched.
 */
export async function startSmtpGateway(): Promise<SmtpGateway> {
  let target = new URL('smtp://127.0.0.1');
  const refused = new Set<string>();
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const catcher = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, catcher],
      [catcher, client],
    ] as const) {
      sockets.add(socket);
      // Whatever ended it ends both.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.end();
      });
    }
    catcher.pipe(client);
    // Commands come several at a time, so the answer must stay the catcher's own: it gets an address that no server takes.
    client.on('data', (bytes) => {
      const commands = bytes.toString('latin1').replace(/^RCPT TO:<(late-mailbox[^>]*)>/im, (command, address) => {
        if (refused.has(address)) return command;
        refused.add(address);
        return 'RCPT TO:<@>';
      });
      catcher.write(commands, 'latin1');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwardTo: (url) => {
      target = new URL(url);
    },
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
