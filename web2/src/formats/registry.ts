import type { FormatId, FormatOptions } from './catalogue';
import { csv } from './csv';
import type { FileNote } from './file-notes';
import type { Format, FormatJob } from './format';
import { json } from './json';
import { ndjson } from './ndjson';
import { parseFormatOptions } from './options-schema';
import { parquet } from './parquet';
import { pdf } from './pdf';
import { xlsx } from './xlsx';

/** How each format is written. A format without an entry does not compile. */
const formats: { [Id in FormatId]: Format<FormatOptions<Id>> } = { csv, json, ndjson, parquet, pdf, xlsx };

/** What remains of a format once it knows its job. */
export interface FormatWriter {
  copySql(query: string): string;
  encode(copy: AsyncIterable<Buffer>): AsyncIterable<Uint8Array>;
  /** What the file could not hold, complete when it is. */
  readonly notes: readonly FileNote[];
}

/**
 * The format ready to write one job.
 * @throws ValidationError with paths below `format_options`, which may have been written past the API
 */
export function formatWriter<Id extends FormatId>(id: Id, job: FormatJob<Record<string, unknown>>): FormatWriter {
  const format = formats[id];
  const typed = { ...job, options: parseFormatOptions(id, job.options) };
  const notes: FileNote[] = [];
  return {
    copySql: (query) => format.copySql(query, typed),
    encode: (copy) => format.encode(copy, typed, (told) => notes.push(...told)),
    notes,
  };
}
