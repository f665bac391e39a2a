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
      { path: 'tags.0.id', message: 'Write an id such as 3f2a8c1e-9b4d-4c6f-8a7e-5d1b0c9e2f43.' },
      { path: 'tags.0.z', message: 'There is no such field.' },
      { path: 'other', message: 'There is no such field.' },
    ]);
  });

  it('says what size would be right', () => {
    const sized = z.object({
      count: z.int().min(1).max(100),
      name: z.string().max(3),
      tags: z.array(z.string()).min(2),
    });
    expect(mistakesOf(() => parse(sized, { count: 0, name: 'abcd', tags: ['a'] }))).toEqual([
      { path: 'count', message: 'Use at least 1.' },
      { path: 'name', message: 'Write at most 3 characters.' },
      { path: 'tags', message: 'Write at least 2 values.' },
    ]);
    expect(mistakesOf(() => parse(sized, { count: 101, name: '', tags: ['a', 'b'] }))).toEqual([
      { path: 'count', message: 'Use at most 100.' },
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
