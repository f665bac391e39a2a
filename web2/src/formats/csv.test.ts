import { describe, expect, it } from 'vitest';
import { encoded, formatJob } from '#test/format-job';
import type { ReportColumn } from '@/reports/schema';
import { csv } from './csv';
import type { Format } from './format';
import { json } from './json';

const column = (label: string): ReportColumn => ({ name: 'x', label, description: '', type: 'text' });

const written = async (format: Format, columns: ReportColumn[], copied: string[] = []) =>
  String(await encoded(format, formatJob(columns), copied));

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
    expect(await written(csv, [column(label), column('b')])).toBe(`${expected},b\n`);
  });
});

it('frames JSON as one array, and ends a CSV file with its last row', async () => {
  expect(await written(json, [], ['{}\n', ',{}\n'])).toBe('[\n{}\n,{}\n]\n');
  expect(await written(csv, [column('a')], ['1\n'])).toBe('a\n1\n');
});
