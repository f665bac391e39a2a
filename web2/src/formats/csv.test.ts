import { describe, expect, it } from 'vitest';
import { encoded, writerOf } from '#test/format-job';
import type { ReportColumn } from '@/reports/schema';

const column = (label: string): ReportColumn => ({ name: 'x', label, description: '', type: 'text' });

const written = async (columns: ReportColumn[], copied: string[] = [], options = {}) =>
  String(await encoded(writerOf('csv', columns, options), copied));

describe('the header of a CSV file', () => {
  it.each([
    ['Name', 'Name'],
    ['a, b', '"a, b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['\u00a0@x', "'\u00a0@x"],
    ['＝x', "'＝x"],
    ['\tx', "'\tx"],
    ['a=b', 'a=b'],
  ])('writes %j so that no program reads more into it', async (label, expected) => {
    expect(await written([column(label), column('b')])).toBe(`${expected},b\n`);
  });

  it('is quoted for the delimiter in use, and left out on demand', async () => {
    const columns = [column('a;b'), column('c,d')];
    expect(await written(columns, [], { delimiter: 'semicolon' })).toBe('"a;b";c,d\n');
    expect(await written(columns, [], { delimiter: 'tab' })).toBe('a;b\tc,d\n');
    expect(await written(columns, ['1,2\n'], { header: false })).toBe('1,2\n');
  });

  it('stands after the byte order mark, and unguarded on demand', async () => {
    expect(await written([column('=a')], [], { bom: true })).toBe("\ufeff'=a\n");
    expect(await written([column('=a')], [], { formula_guard: false })).toBe('=a\n');
  });
});

it('ends a CSV file with its last row', async () => {
  expect(await written([column('a')], ['1\n'])).toBe('a\n1\n');
});
