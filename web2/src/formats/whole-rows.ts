const NEWLINE = 10;

/** What COPY writes in its text format, cut after rows: each piece is one or more of them, with the newline that ends each. */
export async function* wholeRows(copy: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // A chunk may end anywhere, also within a character; a byte 10 is always the end of a row.
  let pieces: Buffer[] = [];
  for await (const chunk of copy) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      pieces.push(chunk);
      continue;
    }
    const head = chunk.subarray(0, end);
    const whole = pieces.length > 0 ? Buffer.concat([...pieces, head]) : head;
    pieces = end < chunk.length ? [chunk.subarray(end)] : [];
    yield whole;
  }
  if (pieces.length > 0) throw new Error('COPY ended in the middle of a row');
}
