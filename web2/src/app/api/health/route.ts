import { appHealth } from '@/health/app-health';
import { isScheduler } from '@/lib/http/with-cron';
import { answer } from '@/lib/http/with-user';

/** For monitors: open to all, with a word per part; the scheduler's secret also gets seconds. 503 when a part fails. */
export const GET = (request: Request) =>
  answer(request, async () => {
    const { lag, ...health } = await appHealth();
    return Response.json(isScheduler(request) ? { ...health, lag_seconds: lag } : health, {
      status: health.status === 'ok' ? 200 : 503,
      headers: { 'cache-control': 'no-store' },
    });
  });
