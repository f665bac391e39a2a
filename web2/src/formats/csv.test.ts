import { describe, expect, it } from 'vitest';
import type { ReportColumn } from '@/reports/schema';
import { csv } from './csv';
import { json } from './json';

const column = (label: string): ReportColumn => ({ name: 'x', label, description: '', type: 'text' });

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
  ])('writes %j so that no program reads more into it', (label, expected) => {
    expect(csv.prologue([column(label), column('b')])).toBe(`${expected},b\n`);
  });
});

it('frames JSON as one array, and ends a CSV file with its last row', () => {
  expect([json.prologue([]), json.epilogue()]).toEqual(['[\n', ']\n']);
  expect(csv.epilogue()).toBe('');
});
