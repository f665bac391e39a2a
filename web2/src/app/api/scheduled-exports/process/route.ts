import { ok } from '@/lib/http/answers';
import { withCron } from '@/lib/http/with-cron';
import { tick } from '@/worker/tick';

export const maxDuration = 300;

const handler = withCron(async () => ok(await tick('cron')));

// Vercel Cron sends GET; other callers send POST.
export { handler as GET, handler as POST };
