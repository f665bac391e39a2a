import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openApiDocument } from './document';

const document = openApiDocument('https://exports.example.com') as {
  paths: Record<string, unknown>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
};

test('describes every route there is, and no other', () => {
  const api = path.resolve(import.meta.dirname, '../app/api');
  const routes = readdirSync(api, { recursive: true, encoding: 'utf8' })
    // Not the document itself, nor what answers where there is no route.
    .filter((file) => file.endsWith('route.ts') && !/^(openapi\.json|\[\.\.\.path\])/.test(file))
    .map((file) => `/api/${path.dirname(file).replaceAll('[', '{').replaceAll(']', '}')}`);
  expect(Object.keys(document.paths).sort()).toEqual(routes.sort());
});

test('every reference leads to a schema', () => {
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
