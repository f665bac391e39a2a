import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { answer } from './with-user';

/** A route for the scheduler alone: a bearer of CRON_SECRET. With no secret set it refuses everyone. */
export function withCron(handler: (requestId: string) => Promise<Response>) {
  return async (request: Request): Promise<Response> =>
    answer(request, async (requestId) => {
      if (!isScheduler(request)) {
        throw new AppError('unauthenticated', 'This route needs “Authorization: Bearer <CRON_SECRET>”.');
      }
      return handler(requestId);
    });
}

/** Whether a request carries CRON_SECRET; never while none is set. */
export function isScheduler(request: Request): boolean {
  const secret = env().CRON_SECRET;
  return secret !== undefined && equal(request.headers.get('authorization') ?? '', `Bearer ${secret}`);
}

// Hashing first makes the lengths equal, which timingSafeEqual asks for.
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
