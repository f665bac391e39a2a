import { ok } from '@/lib/http/answers';
import { withUser } from '@/lib/http/with-user';
import { activeOrganization } from '@/organizations/active-organization';
import { readReport } from '@/reports/read-report';

export const GET = withUser<{ report_type: string }>(async ({ ctx, params, query }) => {
  const organization = await activeOrganization(ctx, query.organization_id);
  return ok(await readReport(ctx, params.report_type, organization.id));
});
