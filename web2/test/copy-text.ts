/** Rows as PostgreSQL's COPY writes them in its text format. */
export function copyText(rows: readonly (readonly (string | null)[])[]): Buffer {
  return Buffer.from(rows.map((cells) => `${cells.map(field).join('\t')}\n`).join(''));
}

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function field(text: string | null): string {
  return text === null ? '\\N' : text.replace(/[\\\b\f\n\r\t\v]/g, (match) => ESCAPES[match] ?? match);
}

/** The bytes in pieces that end anywhere. */
export async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
