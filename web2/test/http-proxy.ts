import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';

/** `lose` passes a request on and drops the connection instead of answering; `break` drops it within the request's body. */
type Fault = 'pass' | 'drop' | 'hang' | 'lose' | 'break' | { status: number; body: string };

export interface HttpProxy {
  url: string;
  /** What happens to each request from now on. */
  behave(choose: (request: IncomingMessage) => Fault): void;
  stop(): Promise<void>;
}

/** A server that fails in front of one that works. */
export async function startHttpProxy(target: string): Promise<HttpProxy> {
  let choose: (request: IncomingMessage) => Fault = () => 'pass';
  const server = createServer((request, response) => {
    const fault = choose(request);
    if (fault === 'hang') return void request.resume();
    if (fault === 'drop') return void request.socket.destroy();
    if (typeof fault === 'object') {
      request.resume();
      return void response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body);
    }
    pass(target, request, response, fault);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    behave: (next) => {
      choose = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(target: string, request: IncomingMessage, response: ServerResponse, fault: Fault): void {
  const upstream = send(new URL(request.url ?? '/', target), { method: request.method, headers: request.headers });
  const drop = () => {
    upstream.destroy();
    request.socket.destroy();
  };
  upstream.on('error', drop);
  request.on('error', drop);
  upstream.on('response', (answer) => {
    if (fault === 'lose') return void answer.resume().on('end', drop);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', drop);
    answer.pipe(response);
  });
  if (fault === 'break') request.once('data', drop);
  else request.pipe(upstream);
  response.on('close', () => response.writableFinished || upstream.destroy());
}
