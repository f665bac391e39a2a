import { createHmac, timingSafeEqual } from 'node:crypto';

type Fetch = (request: Request) => Promise<Response>;

const signPath = /^\/storage\/v1\/object\/sign\//;

/**
 * Mends what @supabase/lite 0.10.0 answers differently from hosted Supabase. Left as they are:
 * createSignedUploadUrl and the names in list().
 */
export function fixHttp(next: Fetch, jwtSecret: string): Fetch {
  return async (request) => {
    const url = new URL(request.url);
    // /_system tells the database's URL with its password to anybody who asks.
    if (!/^\/(rest|auth|storage)\/v1(\/|$)/.test(url.pathname)) return Response.json({}, { status: 404 });
    if (!signPath.test(url.pathname)) return await next(request);
    if (request.method === 'POST') return await renameSignedUrl(await next(request));
    if (request.method !== 'GET' && request.method !== 'HEAD') return await next(request);
    if (!isValidToken(url.searchParams.get('token') ?? '', jwtSecret)) return invalidToken();
    return nameDownload(await next(request), url);
  };
}

/** lite says `signedUrl` with the API's prefix; the client looks for `signedURL` without it. */
async function renameSignedUrl(response: Response): Promise<Response> {
  if (!response.ok) return response;
  const body = (await response.json()) as SignedUrl | SignedUrl[];
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  const mended = Array.isArray(body) ? body.map(rename) : rename(body);
  return Response.json(mended, { status: response.status, headers });
}

interface SignedUrl {
  signedUrl: string;
}

const rename = ({ signedUrl, ...rest }: SignedUrl) => ({
  ...rest,
  signedURL: signedUrl ? signedUrl.replace(/^\/storage\/v1/, '') : null,
});

/** `?download=report.csv` names the file that the browser saves; empty, it keeps the object's own name. */
function nameDownload(response: Response, url: URL): Response {
  const download = url.searchParams.get('download');
  if (!response.ok || download === null) return response;
  const name = download || decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  const headers = new Headers(response.headers);
  headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return new Response(response.body, { status: response.status, headers });
}

/** An expired or altered link answered 500. */
function invalidToken(): Response {
  const body = { statusCode: '400', error: 'InvalidJWT', message: 'The link has expired or is not valid' };
  return Response.json(body, { status: 400 });
}

function isValidToken(token: string, secret: string): boolean {
  const [header, payload, signature] = token.split('.');
  if (!header || !payload || !signature) return false;
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp?: number };
  return typeof exp === 'number' && exp * 1000 > Date.now();
}
