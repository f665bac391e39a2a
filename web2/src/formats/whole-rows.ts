import { NEWLINE } from './copy-text';

/**
 * COPY's text format in pieces of whole rows, a row's end at the end of each. A chunk may end anywhere, also within a character, but a
 * byte 10 always ends a row. A piece is no longer than `most` bytes unless it is one row, and no more than that is held.
 */
export async function* wholeRows(copy: AsyncIterable<Buffer>, most = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of copy) {
    let from = 0;
    if (begun.length > 0) {
      from = chunk.indexOf(NEWLINE) + 1;
      if (from > 0) yield Buffer.concat([...begun, chunk.subarray(0, from)]);
      else {
        begun.push(chunk);
        continue;
      }
    }
    for (let to = endOfRow(chunk, from, most); to > 0; to = endOfRow(chunk, from, most)) {
      yield chunk.subarray(from, to);
      from = to;
    }
    begun = from < chunk.length ? [chunk.subarray(from)] : [];
  }
  if (begun.length > 0) throw new Error('COPY ended in the middle of a row');
}

/** Behind the last row that ends within `most` bytes, else behind the next; 0 when none ends. */
function endOfRow(chunk: Buffer, from: number, most: number): number {
  const last = chunk.lastIndexOf(NEWLINE, from + most - 1) + 1;
  return last > from ? last : chunk.indexOf(NEWLINE, from) + 1;
}
