import { unescapeText } from './copy-text';
import { wholeRows } from './whole-rows';

/** One cell as COPY writes it; null is SQL's null, apart from the empty text. */
export type Cell = string | null;

/**
 * The rows of COPY's text format (`copy (…) to stdout`), in batches as they come, so that no more than a chunk is held.
 * https://www.postgresql.org/docs/17/sql-copy.html, "Text Format"
 */
export async function* copyRows(copy: AsyncIterable<Buffer>): AsyncGenerator<Cell[][]> {
  for await (const bytes of wholeRows(copy))
    yield bytes
      .toString('utf8', 0, bytes.length - 1)
      .split('\n')
      .map(cells);
}

function cells(line: string): Cell[] {
  const texts = line.split('\t');
  return line.includes('\\') ? texts.map(unescaped) : texts;
}

/** What COPY's text format means by a field. */
export function unescaped(text: string): Cell {
  return text === '\\N' ? null : unescapeText(text);
}
