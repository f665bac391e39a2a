import net from 'node:net';

/** A port that this process holds until it is released to the server that was meant to have it. */
export interface ReservedPort {
  readonly port: number;
  release(): Promise<void>;
}

const firstChoice = { app: 3000, api: 54321, database: 54322, mail: 54324, smtp: 54325 } as const;

type PortName = keyof typeof firstChoice;
export type Ports = Record<PortName, ReservedPort>;

/**
 * Holds one loopback port for each server: the well-known one, or the next free one where that is taken.
 * With `base`, all of them are the next free ones from `base` on.
 */
export async function reservePorts(base?: number): Promise<Ports> {
  const choose = async (name: PortName) =>
    base === undefined ? await tryPort(firstChoice[name]) : await nextFree(base);
  // Well-known ports first, so that a server that has to move never takes the place of another one.
  const first: Record<PortName, ReservedPort | undefined> = {
    app: await choose('app'),
    api: await choose('api'),
    database: await choose('database'),
    mail: await choose('mail'),
    smtp: await choose('smtp'),
  };
  const settle = async (name: PortName) => first[name] ?? (await nextFree(firstChoice[name] + 1));
  return {
    app: await settle('app'),
    api: await settle('api'),
    database: await settle('database'),
    mail: await settle('mail'),
    smtp: await settle('smtp'),
  };
}

export interface MovedPort {
  name: PortName;
  from: number;
  to: number;
}

/** Which servers did not get their well-known port. */
export function movedPorts(ports: Ports): MovedPort[] {
  return (Object.keys(firstChoice) as PortName[])
    .map((name) => ({ name, from: firstChoice[name], to: ports[name].port }))
    .filter(({ from, to }) => from !== to);
}

/** Holds the first free port from `from` on. Throws when 500 in a row are taken. */
export async function nextFree(from: number): Promise<ReservedPort> {
  for (let port = from; port < from + 500; port++) {
    const reserved = await tryPort(port);
    if (reserved) return reserved;
  }
  throw new Error(`No free port between ${from} and ${from + 499}`);
}

async function tryPort(port: number): Promise<ReservedPort | undefined> {
  // Somebody who listens on all interfaces or on ::1 only would not stop us from binding 127.0.0.1 on every system,
  // but http://localhost would then reach them.
  if ((await answers(port, '127.0.0.1')) || (await answers(port, '::1'))) return undefined;
  return await new Promise((resolve) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      resolve({ port, release: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}

/** Whether somebody accepts connections there. */
export function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host });
    const finish = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}
