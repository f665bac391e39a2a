import 'server-only';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { seeOther } from './answers';
import { answer } from './with-user';

/**
 * A route for whoever holds a link, without a session. What cannot be given is said by the link's own page to a browser, and as
 * problem+json to a program.
 * @param page the path of the link's page
 */
export function withLink<Params>(
  handler: (call: { params: Params; requestId: string }) => Promise<Response>,
  page: (params: Params) => string,
) {
  return async (request: Request, route: { params: Promise<Params> }): Promise<Response> =>
    answer(request, async (requestId) => {
      const params = await route.params;
      try {
        return await handler({ params, requestId });
      } catch (error) {
        const reads = request.headers.get('accept')?.includes('text/html');
        if (reads && error instanceof AppError && ['gone', 'not_found'].includes(error.code)) {
          return seeOther(new URL(page(params), env().APP_URL).href);
        }
        throw error;
      }
    });
}
