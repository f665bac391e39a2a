import { expect, test } from 'vitest';
import { gather } from './gather';

test('calls of the same breath share one statement, each with its own answer', async () => {
  const asked: number[][] = [];
  const double = gather(async (numbers: number[]) => {
    asked.push(numbers);
    return numbers.map((number) => 2 * number);
  });
  expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
  expect(asked).toEqual([[1, 2, 3]]);
});

test('calls that come while one is under way go together into the next', async () => {
  const asked: string[][] = [];
  const answers: (() => void)[] = [];
  const echo = gather((texts: string[]) => {
    asked.push(texts);
    return new Promise<string[]>((resolve) => answers.push(() => resolve(texts)));
  });
  const first = echo('a');
  await Promise.resolve();
  const others = [echo('b'), echo('c')];
  expect(asked).toEqual([['a']]);
  answers[0]?.();
  expect(await first).toBe('a');
  expect(asked).toEqual([['a'], ['b', 'c']]);
  answers[1]?.();
  expect(await Promise.all(others)).toEqual(['b', 'c']);
});

test('a failure reaches everyone who shared it, and nobody after them', async () => {
  let broken = true;
  const work = gather(async (texts: string[]) => {
    if (broken) throw new Error('away');
    return texts;
  });
  const failed = await Promise.allSettled([work('a'), work('b')]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await work('c')).toBe('c');
});
