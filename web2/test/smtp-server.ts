import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a reply of the server is: an SMTP code with its text, or no reply at all. */
type Reply = { code: number; text: string } | 'hang' | 'drop';

/** How the server behaves, until told otherwise. What is not named goes well. */
interface Behaviour {
  greeting?: Reply;
  signIn?: Reply;
  sender?: Reply;
  recipient?: Reply;
  /** The same for one address alone. */
  recipients?: Record<string, Reply>;
  /** After the whole message has arrived. */
  data?: Reply;
  /** Drops the connection in the middle of a message. */
  dropWithinData?: boolean;
}

export interface TestSmtpServer {
  url: string;
  /** Every message that arrived whole; `taken` unless it was refused, also where the answer was lost. */
  received: { from: string; to: string[]; raw: string; taken: boolean }[];
  connections: () => number;
  behave(behaviour: Behaviour): void;
  /** Called with each message that arrived whole, before it is answered. */
  onReceived: (raw: string) => void;
  stop(): Promise<void>;
}

/** A real SMTP server, on a free port unless one is given, that can refuse, hang, or lose its answer at each step. */
export async function startSmtpServer(
  first: Behaviour = {},
  { auth = false, port: wanted = 0 } = {},
): Promise<TestSmtpServer> {
  let behaviour = first;
  let connections = 0;
  const received: TestSmtpServer['received'] = [];
  const api: TestSmtpServer = {
    url: '',
    received,
    connections: () => connections,
    behave: (next) => {
      behaviour = next;
    },
    onReceived: () => {},
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    authOptional: !auth,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 10,
    logger: false,
    onConnect(session, done) {
      connections += 1;
      reply(behaviour.greeting, session.id, done);
    },
    onAuth(credentials, session, done) {
      reply(behaviour.signIn, session.id, (error) => done(error ?? null, { user: credentials.username }));
    },
    onMailFrom: (_address, session, done) => reply(behaviour.sender, session.id, done),
    onRcptTo: ({ address }, session, done) =>
      reply(behaviour.recipients?.[address] ?? behaviour.recipient, session.id, done),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (behaviour.dropWithinData) drop(session.id);
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        received.push({
          from,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          taken: typeof behaviour.data !== 'object',
        });
        api.onReceived(received.at(-1)?.raw ?? '');
        reply(behaviour.data, session.id, done);
      });
    },
  });
  server.on('error', () => {}); // a dropped connection

  function drop(session: string): void {
    for (const connection of server.connections) if (connection.id === session) connection._socket.destroy();
  }

  function reply(wanted: Reply | undefined, session: string, done: (error?: Error | null) => void): void {
    if (wanted === 'drop') drop(session);
    else if (wanted !== 'hang') done(wanted && Object.assign(new Error(wanted.text), { responseCode: wanted.code }));
  }

  await new Promise<void>((resolve) => {
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  api.url = `smtp://127.0.0.1:${port}`;
  return api;
}
