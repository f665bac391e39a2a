import { z } from 'zod';
import { filterSchema } from '@/reports/filter-schema';
import { previewRequestSchema, reportPreviewSchema } from '@/reports/preview';
import { type Report, reportSchema } from '@/reports/schema';
import { body, type Described, type Json, jsonSchema, listOf, ok, organization, path, ref } from './parts';

/** Reports are named where the caller may read them, each with the filters that it takes. */
export function describedReports(reports: Report[]): Described {
  const reportType = path('report_type', reports.length > 0 ? { enum: reports.map((each) => each.report_type) } : {});
  return {
    paths: {
      '/api/reports': { get: { summary: 'List reports', responses: ok(listOf('Report')) } },
      '/api/reports/{report_type}': {
        parameters: [reportType, organization],
        get: { summary: 'Read a report with values to filter by', responses: ok(ref('Report')) },
      },
      '/api/reports/{report_type}/preview': {
        parameters: [reportType],
        post: {
          summary: 'See the first rows of a report and how many there are',
          ...body('ReportPreviewRequest'),
          responses: ok(ref('ReportPreview')),
        },
      },
    },
    schemas: {
      Report: jsonSchema(reportSchema, 'output'),
      ReportPreviewRequest: jsonSchema(previewRequestSchema, 'input'),
      ReportPreview: jsonSchema(reportPreviewSchema, 'output'),
      ...filterSchemas(reports),
    },
  };
}

/** A schema of each report's filters, by the name it is referred to. */
function filterSchemas(reports: Report[]): Record<string, Json> {
  return Object.fromEntries(
    reports.map((report) => {
      const { $schema: _, ...schema } = z.toJSONSchema(filterSchema(report), { io: 'input', unrepresentable: 'any' });
      return [nameOf(report), { title: report.title, ...schema }];
    }),
  );
}

/** A schedule's schema, narrowed to the reports there are: their names, and for each its own filters, columns and order. */
export function narrowedTo(reports: Report[], schema: Json): Json {
  if (reports.length === 0) return schema;
  const properties = schema.properties as Json;
  return {
    ...schema,
    properties: {
      ...properties,
      report_type: { enum: reports.map(({ report_type }) => report_type) },
    },
    allOf: reports.map((report) => ({
      if: { required: ['report_type'], properties: { report_type: { const: report.report_type } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: selectionOf(report) },
    })),
  };
}

function selectionOf(report: Report): Json {
  const column = { enum: report.columns.map(({ name }) => name) };
  return {
    filters: { $ref: `#/components/schemas/${nameOf(report)}` },
    columns: { items: column },
    sort: { items: { properties: { column } } },
  };
}

const nameOf = ({ report_type }: Report) => `Filters_${report_type}`;
