/** Shapes of successful answers. `Cache-Control: no-store` because every answer is somebody's own. */

const NO_STORE = { 'cache-control': 'no-store' };

export function ok(body: unknown): Response {
  return Response.json(body, { headers: { ...NO_STORE, ...etag(body) } });
}

export function created(body: { id: string }, path: string): Response {
  return Response.json(body, { status: 201, headers: { ...NO_STORE, ...etag(body), location: `${path}/${body.id}` } });
}

export function noContent(): Response {
  return new Response(null, { status: 204, headers: NO_STORE });
}

export function seeOther(url: string): Response {
  return new Response(null, { status: 303, headers: { ...NO_STORE, location: url } });
}

function etag(body: unknown): Record<string, string> {
  const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
  return typeof version === 'number' ? { etag: `"${version}"` } : {};
}
