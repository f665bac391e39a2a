import { describe, expect, it } from 'vitest';
import type { ValidationError } from '@/lib/errors';
import { concernDelivery, shorthandOf, targetsOf } from './targets';

type Input = Parameters<typeof targetsOf>[0];
const ana = { method: 'email' as const, to: ['ana@x.example', 'ben@x.example'] };
const download = { method: 'download' as const };

/** The targets, or the paths at fault. */
function read(input: Input): unknown {
  try {
    return targetsOf(input) ?? 'nothing said';
  } catch (error) {
    return (error as ValidationError).errors.map(({ path }) => path);
  }
}

describe('the targets of an input', () => {
  it.each<[Input, unknown]>([
    [{}, 'nothing said'],
    [{ delivery_method: 'email', email: ' a@x.example ' }, [{ method: 'email', to: ['a@x.example'] }]],
    [{ email: 'a@x.example' }, [{ method: 'email', to: ['a@x.example'] }]],
    [{ delivery_method: 'download' }, [download]],
    [{ delivery_method: 'download', email: null }, [download]],
    [{ targets: [download, ana] }, [download, ana]],
    [{ targets: [ana], delivery_method: 'email', email: 'ana@x.example' }, [ana]],
    [{ targets: [download], delivery_method: 'download', email: null }, [download]],
    [{ targets: [ana], email: 'ben@x.example' }, ['email']],
    [{ targets: [download, ana], delivery_method: 'email' }, ['delivery_method']],
    [{ delivery_method: 'email' }, ['email']],
    [{ delivery_method: 'email', email: null }, ['email']],
    [{ email: null }, ['email']],
    [{ delivery_method: 'download', email: 'a@x.example' }, ['email']],
    [{ delivery_method: 'fax' }, ['delivery_method']],
    [{ email: 'a@x.example, b@x.example' }, ['email']],
    [{ email: 'a@x.example\nBcc: b@x.example' }, ['email']],
    [{ email: 'Ana <a@x.example>' }, ['email']],
    [{ email: `${'a'.repeat(65)}@x.example` }, ['email']],
  ])('%j', (input, expected) => {
    expect(read(input)).toEqual(expected);
  });
});

it('answers with the shorthand of the first target, and the first address', () => {
  expect(shorthandOf([ana])).toEqual({ delivery_method: 'email', email: 'ana@x.example' });
  expect(shorthandOf([download, ana])).toEqual({ delivery_method: 'download', email: 'ana@x.example' });
  expect(shorthandOf([download])).toEqual({ delivery_method: 'download', email: null });
  expect(shorthandOf([])).toEqual({ delivery_method: '', email: null });
});

it('knows which mistakes concern delivery', () => {
  const concern = (path: string) => concernDelivery([{ path, message: '' }]);
  expect(['targets', 'targets.0.to.1', 'email', 'delivery_method'].map(concern)).toEqual([true, true, true, true]);
  expect(['emails', 'filters.email', 'name', ''].map(concern)).toEqual([false, false, false, false]);
});
