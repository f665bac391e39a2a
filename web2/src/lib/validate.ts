import type { z } from 'zod';
import { ValidationError } from './errors';

/**
 * Parses untrusted input by a schema.
 * @throws ValidationError with a path and a message per field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, {
    error: (issue) => {
      if (issue.code === 'invalid_type' && issue.input === undefined) return 'This is required.';
      if (issue.code === 'unrecognized_keys') return `There is no such field: ${issue.keys.join(', ')}.`;
      return undefined;
    },
  });
  if (result.success) return result.data;
  throw new ValidationError(
    result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'There is no such field.' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  );
}
