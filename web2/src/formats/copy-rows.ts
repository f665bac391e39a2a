/** One cell as COPY writes it; null is SQL's null, apart from the empty text. */
export type Cell = string | null;

const NEWLINE = 10;

/**
 * The rows of COPY's text format (`copy (…) to stdout`), in batches as they come, so that no more than a chunk is held.
 * https://www.postgresql.org/docs/17/sql-copy.html, "Text Format"
 */
export async function* copyRows(copy: AsyncIterable<Buffer>): AsyncGenerator<Cell[][]> {
  // A chunk may end anywhere, also within a character; a byte 10 is always the end of a row.
  let pieces: Buffer[] = [];
  for await (const chunk of copy) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end === -1) {
      pieces.push(chunk);
      continue;
    }
    const head = chunk.subarray(0, end);
    const whole = pieces.length > 0 ? Buffer.concat([...pieces, head]) : head;
    pieces = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
    yield whole.toString().split('\n').map(cells);
  }
  if (pieces.length > 0) throw new Error('COPY ended in the middle of a row');
}

function cells(line: string): Cell[] {
  const texts = line.split('\t');
  return line.includes('\\') ? texts.map(unescaped) : texts;
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(text: string): Cell {
  if (text === '\\N') return null;
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
}
