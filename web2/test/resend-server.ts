import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A string as `body` is sent as it stands. */
type Answer = { status: number; body: unknown; headers?: Record<string, string> } | 'hang' | 'drop' | 'take and drop';

export interface ResendRequest {
  headers: IncomingHttpHeaders;
  /** Exactly as sent. */
  raw: string;
  body: Record<string, unknown>;
}

export interface TestResendServer {
  url: string;
  /** Every request, answered or not. */
  requests: ResendRequest[];
  /** Mails that it took: one per idempotency key. */
  taken: Map<string, { id: string; raw: string }>;
  /** The answer to every request from now on, chosen for each where it is a function; undefined to behave as Resend does. */
  answer(answer: Answer | undefined | (() => Answer | undefined)): void;
  stop(): Promise<void>;
}

/** A local HTTP server that speaks Resend's `POST /emails`, idempotency keys included. */
export async function startResendServer(): Promise<TestResendServer> {
  let chosen: Answer | undefined | (() => Answer | undefined);
  const requests: ResendRequest[] = [];
  const taken: TestResendServer['taken'] = new Map();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    requests.push({ headers: request.headers, raw, body: JSON.parse(raw) as Record<string, unknown> });
    const fixed = typeof chosen === 'function' ? chosen() : chosen;
    if (fixed === 'hang') return;
    if (fixed === 'drop') return void request.socket.destroy();
    const key = String(request.headers['idempotency-key']);
    const answer: Exclude<Answer, string> = typeof fixed === 'object' ? fixed : take(taken, key, raw);
    if (fixed === 'take and drop') return void request.socket.destroy();
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    taken,
    answer: (answer) => {
      chosen = answer;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function take(taken: TestResendServer['taken'], key: string, raw: string): { status: number; body: unknown } {
  const known = taken.get(key);
  if (known && known.raw !== raw) {
    const message = 'This idempotency key has been used on a request with a different payload.';
    return { status: 409, body: { statusCode: 409, name: 'invalid_idempotent_request', message } };
  }
  const mail = known ?? { id: `mail-${taken.size + 1}`, raw };
  taken.set(key, mail);
  return { status: 200, body: { id: mail.id } };
}
