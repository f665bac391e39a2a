import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '@/reports/schema';
import { openApiDocument } from './document';

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema of any shape
type Document = { paths: Record<string, unknown>; components: { schemas: Record<string, any> } };

const items: Report = {
  ...{ report_type: 'items', title: 'Items', description: '' },
  columns: [
    { name: 'region', label: 'Region', description: 'Where.', type: 'text' },
    { name: 'score', label: 'Score', description: '', type: 'number', sql_type: 'integer' },
    { name: 'mood', label: 'Mood', description: '', type: 'enum', values: ['sad', 'happy'] },
    { name: 'day', label: 'Day', description: '', type: 'date' },
    { name: 'extra', label: 'Extra', description: '', type: 'other' },
  ],
};
const document = openApiDocument('https://exports.example.com') as Document;
const withReports = openApiDocument('https://exports.example.com', [items]) as Document;

test('describes every route there is, and no other', () => {
  const api = path.resolve(import.meta.dirname, '../app/api');
  const routes = readdirSync(api, { recursive: true, encoding: 'utf8' })
    // Not the document itself, nor what answers where there is no route.
    .filter((file) => file.endsWith('route.ts') && !/^(openapi\.json|\[\.\.\.path\])/.test(file))
    .map((file) => `/api/${path.dirname(file).replaceAll('[', '{').replaceAll(']', '}')}`);
  expect(Object.keys(document.paths).sort()).toEqual(routes.sort());
});

test.each([document, withReports])('every reference leads to a schema', (document) => {
  const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
  expect(new Set(names)).toEqual(new Set(Object.keys(document.components.schemas)));
});

test('says of a schedule what the handlers parse', () => {
  const { ScheduledExportInput: input } = document.components.schemas;
  expect(Object.keys(input?.properties ?? {})).toEqual(
    expect.arrayContaining(['report_type', 'recurrence', 'targets', 'email', 'catch_up']),
  );
  expect(input).toMatchObject({
    required: expect.arrayContaining(['report_type', 'recurrence']),
    additionalProperties: false,
  });
});

test('names the reports that the caller may read, and what each is filtered by', () => {
  const { ScheduledExportInput: input, Filters_items: filters } = withReports.components.schemas;
  expect(input.properties.report_type).toEqual({ enum: ['items'] });
  expect(input.allOf[0].if.properties.report_type).toEqual({ const: 'items' });
  expect(input.allOf[0].then.properties).toEqual({
    filters: { $ref: '#/components/schemas/Filters_items' },
    columns: { items: { enum: ['region', 'score', 'mood', 'day', 'extra'] } },
    sort: { items: { properties: { column: { enum: ['region', 'score', 'mood', 'day', 'extra'] } } } },
  });
  expect(filters).toMatchObject({ title: 'Items', type: 'object', additionalProperties: false });
  expect(filters.properties.region).toMatchObject({ description: 'Region: Where.' });
  expect(JSON.stringify(filters.properties.mood)).toContain('"enum":["sad","happy"]');
  expect(JSON.stringify(filters.properties.day)).toContain('previous_quarter');
  expect(filters.properties.extra.anyOf).toEqual([
    { type: 'object', properties: { is_null: { type: 'boolean' } }, additionalProperties: false },
  ]);
  expect(document.components.schemas.ScheduledExportInput.allOf).toBeUndefined();
});
