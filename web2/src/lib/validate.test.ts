import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ValidationError } from './errors';
import { Mistakes, parse, parseFields } from './validate';

const schema = z.strictObject({
  name: z.string().min(2, 'Too short.'),
  count: z.int().default(1),
  tags: z.array(z.strictObject({ id: z.uuid() })).optional(),
});

function mistakesOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return (error as ValidationError).errors;
  }
}

describe('parsing input', () => {
  it('answers with the output, or names each field with a sentence', () => {
    expect(parse(schema, { name: 'ab' })).toEqual({ name: 'ab', count: 1 });
    expect(mistakesOf(() => parse(schema, { count: 'x', tags: [{ id: 'y', z: 1 }], other: 1 }))).toEqual([
      { path: 'name', message: 'This is required.' },
      { path: 'count', message: 'Write a number.' },
      { path: 'tags.0.id', message: 'Invalid UUID.' },
      { path: 'tags.0.z', message: 'There is no such field.' },
      { path: 'other', message: 'There is no such field.' },
    ]);
  });

  it('field by field keeps what is valid beside the mistakes', () => {
    const { value, fields, errors } = parseFields(schema, { name: 'a', count: 3, tags: [{ id: 1 }], other: 1 });
    expect(value).toBeUndefined();
    expect(fields).toEqual({ count: 3 });
    expect(errors.map(({ path }) => path)).toEqual(['name', 'tags.0.id', 'other']);
    expect(parseFields(schema, { name: 'ab' }).value).toEqual({ name: 'ab', count: 1 });
  });

  it.each([[null], ['x'], [1], [[]], [undefined]])('field by field refuses %j as a whole', (input) => {
    expect(mistakesOf(() => parseFields(schema, input))).toMatchObject([{ path: '' }]);
  });
});

describe('gathering mistakes', () => {
  it('throws them together, and lets other errors pass', () => {
    const mistakes = new Mistakes([{ path: 'a', message: 'A.' }]);
    mistakes.add('b', 'B.');
    expect(mistakes.collect(() => 7)).toBe(7);
    mistakes.collect(() => {
      throw new ValidationError([{ path: 'c', message: 'C.' }]);
    });
    const fault = () => {
      throw new TypeError('a fault');
    };
    expect(() => mistakes.collect(fault)).toThrow('a fault');
    expect(mistakesOf(() => mistakes.throwIfAny())).toMatchObject([{ path: 'a' }, { path: 'b' }, { path: 'c' }]);
    expect(() => new Mistakes().throwIfAny()).not.toThrow();
  });
});
