import { expect, it } from 'vitest';
import { encoded, writerOf } from '#test/format-job';

it('frames JSON as one array', async () => {
  expect(String(await encoded(writerOf('json', []), ['{}\n', ',{}\n']))).toBe('[\n{}\n,{}\n]\n');
});
