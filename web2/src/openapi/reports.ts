import { z } from 'zod';
import { filterSchema } from '@/reports/filter-schema';
import type { Report } from '@/reports/schema';

type Json = Record<string, unknown>;

/** A schema of each report's filters, by the name it is referred to. */
export function filterSchemas(reports: Report[]): Record<string, Json> {
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
