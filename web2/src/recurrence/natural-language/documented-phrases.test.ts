import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseText } from './parse-text';

/** The rows of the two tables of docs/api.md that begin with these heads, as their first two cells. */
function rowsBelow(head: string): [phrase: string, said: string][] {
  const page = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8');
  const lines = page.slice(page.search(new RegExp(`^\\| ${head} `, 'm'))).split('\n');
  const rows = lines.slice(2, lines.indexOf(''));
  return rows.map((row) => {
    const [, phrase = '', said = ''] = row.split('|').map((cell) => cell.trim());
    return [phrase, said.replaceAll('`', '')];
  });
}

describe('the phrases of docs/api.md', () => {
  it.each(rowsBelow('phrase'))('“%s” is %s', (phrase, recurrence) => {
    expect(parseText(phrase).recurrence).toBe(recurrence);
  });

  it.each(rowsBelow('refused'))('“%s” is refused: %s', (phrase, message) => {
    expect(() => parseText(phrase)).toThrow(expect.objectContaining({ name: 'RecurrenceError', message }));
  });
});
