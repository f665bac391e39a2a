import { noContent, ok } from '@/lib/http/answers';
import { ifMatch } from '@/lib/http/if-match';
import { withUser } from '@/lib/http/with-user';
import { deleteScheduledExport } from '@/scheduled-exports/delete-scheduled-export';
import { readScheduledExport } from '@/scheduled-exports/read';
import { updateScheduledExport } from '@/scheduled-exports/update-scheduled-export';

type Params = { id: string };

export const GET = withUser<Params>(async ({ ctx, params }) => ok(await readScheduledExport(ctx, params.id)));

export const PATCH = withUser<Params>(async ({ ctx, params, body, headers }) =>
  ok(await updateScheduledExport(ctx, params.id, body, ifMatch(headers))),
);

export const DELETE = withUser<Params>(async ({ ctx, params, headers }) => {
  await deleteScheduledExport(ctx, params.id, ifMatch(headers));
  return noContent();
});
