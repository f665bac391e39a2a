import { revokeDownloadLink } from '@/export-runs/revoke-download-link';
import { noContent } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';

export const POST = withUser<{ id: string }>(async ({ ctx, params }) => {
  await revokeDownloadLink(ctx, params.id);
  return noContent();
});
