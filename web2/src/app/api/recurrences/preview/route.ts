import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { previewForPeople } from '@/scheduled-exports/preview-recurrence';

export const POST = withUser(async ({ ctx, body }) => ok(await previewForPeople(ctx, body, new Date())));
