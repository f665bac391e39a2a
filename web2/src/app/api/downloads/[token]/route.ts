import { followDownloadLink } from '@/export-runs/download-link';
import { seeOther } from '@/lib/http/answers';
import { withLink } from '@/lib/http/with-link';

/** The button of a link's page. A scanner that follows links in mails sends GET, and so never counts as a reader. */
export const POST = withLink<{ token: string }>(
  async ({ params, requestId }) => seeOther(await followDownloadLink(params.token, requestId)),
  ({ token }) => `/d/${token}`,
);
