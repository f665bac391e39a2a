import type { z } from 'zod';
import { type FieldError, ValidationError } from './errors';

/**
 * Parses untrusted input by a schema.
 * @throws ValidationError with a path and a message per field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: messageOf });
  if (result.success) return result.data;
  throw new ValidationError(fieldErrors(result.error));
}

/** An object parsed field by field: what is valid of it can be checked further, so that a caller hears of every mistake at once. */
interface ParsedFields<Output> {
  /** All of it, when nothing is wrong. */
  value: Output | undefined;
  /** The fields that are valid by themselves. */
  fields: Partial<Output>;
  errors: FieldError[];
}

/** @throws ValidationError when the input is no object at all */
export function parseFields<Schema extends z.ZodObject>(
  schema: Schema,
  input: unknown,
): ParsedFields<z.output<Schema>> {
  const result = schema.safeParse(input, { error: messageOf });
  if (result.success) return { value: result.data, fields: result.data, errors: [] };
  const errors = fieldErrors(result.error);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new ValidationError(errors);
  const wrong = new Set(errors.map(({ path }) => path.split('.')[0]));
  const valid = Object.fromEntries(Object.entries(input).filter(([key]) => !wrong.has(key)));
  return { value: undefined, fields: schema.partial().parse(valid) as Partial<z.output<Schema>>, errors };
}

/** Gathers what several checks find, to be thrown together. */
export class Mistakes {
  readonly #errors: FieldError[];

  constructor(errors: FieldError[] = []) {
    this.#errors = [...errors];
  }

  add(path: string, message: string): void {
    this.#errors.push({ path, message });
  }

  /** The result of a check, or undefined when it found something wrong. */
  collect<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      this.#errors.push(...error.errors);
      return undefined;
    }
  }

  /** @throws ValidationError when anything was found */
  throwIfAny(): void {
    if (this.#errors.length > 0) throw new ValidationError(this.#errors);
  }
}

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const messageOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'too_small') return `${ofSize(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}.`;
  if (issue.code === 'too_big') return `${ofSize(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}.`;
  if (issue.code === 'invalid_format' && issue.format === 'uuid')
    return 'Write an id such as 3f2a8c1e-9b4d-4c6f-8a7e-5d1b0c9e2f43.';
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'This is required.';
  return `Write ${TYPES[issue.expected] ?? issue.expected}.`;
};

const SIZED: Record<string, string> = { string: ' characters', array: ' values' };
const unitOf = (origin: string) => SIZED[origin] ?? '';
const ofSize = (origin: string) => (SIZED[origin] ? 'Write' : 'Use');

function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'There is no such field.' }))
      : [{ path: issue.path.join('.'), message: sentence(issue.message) }],
  );
}

/** zod's own messages end without a stop. */
function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
