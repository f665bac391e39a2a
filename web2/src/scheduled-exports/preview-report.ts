import type { UserContext } from '@/lib/http/user-context';
import { parse } from '@/lib/validate';
import { activeOrganization } from '@/organizations/active-organization';
import { previewReport, previewRequestSchema, type ReportPreview } from '@/reports/preview';

/**
 * The first rows of a report and their count, for the filters, columns and order of a schedule that may not be saved yet.
 * @param input body of POST /api/reports/:report_type/preview
 * @throws ValidationError, NotFoundError, AppError report_unreadable
 */
export async function previewForSchedule(ctx: UserContext, reportType: string, input: unknown): Promise<ReportPreview> {
  const request = parse(previewRequestSchema, input ?? {});
  const organization = await activeOrganization(ctx, request.organization_id);
  return previewReport(ctx, reportType, organization.id, request);
}
