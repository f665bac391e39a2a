import { z } from 'zod';

/** What descriptions of paths are made of. */

export type Json = Record<string, unknown>;

export const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  return rest;
};

export const content = (schema: Json, type = 'application/json') => ({ content: { [type]: { schema } } });
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (name: string, more: Json = {}) => ({
  type: 'object',
  required: ['data', 'next_cursor'],
  properties: { data: { type: 'array', items: ref(name) }, next_cursor: { type: ['string', 'null'] }, ...more },
});
export const problem = {
  default: { description: 'Any error', ...content(ref('Problem'), 'application/problem+json') },
};
export const ok = (schema: Json, description = 'OK') => ({ 200: { description, ...content(schema) }, ...problem });
export const body = (name: string) => ({ requestBody: { required: true, ...content(ref(name)) } });
export const path = (name: string, more: Json = {}) => ({
  ...{ name, in: 'path', required: true, schema: { type: 'string', ...more } },
});
export const header = (name: string, description: string) => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
});
export const idempotencyKey = header('Idempotency-Key', 'Makes a repeated request answer with the first run.');
export const organization = { name: 'organization_id', in: 'query', schema: { type: 'string', format: 'uuid' } };
export const ifMatch = header('If-Match', 'The ETag that the change is meant for; 412 when it is no longer current.');

/** A list's query, parameter by parameter. */
export function query(schema: z.ZodType): Json[] {
  const { properties = {} } = jsonSchema(schema, 'input') as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, property]) => ({ name, in: 'query', schema: property }));
}

/** Paths of one noun, and the schemas that they refer to. */
export type Described = { paths: Json; schemas: Json };
