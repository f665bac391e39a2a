import type { FormatOptions } from './catalogue';
import { type CopyFields, copyFields, fieldStart } from './copy-fields';
import { fileNotes } from './file-notes';
import type { Format, FormatJob } from './format';
import { ColumnChunk } from './parquet/column-chunk';
import { footer, type RowGroup } from './parquet/footer';
import { type ParquetType, parquetType } from './parquet/types';

type Options = FormatOptions<'parquet'>;

const MAGIC = Buffer.from('PAR1');
/** What is held at most before it is written, whichever comes first. */
const GROUP = { rows: 1 << 15, bytes: 8 << 20 };

/** Apache Parquet: typed columns in row groups, compressed with zstd. https://parquet.apache.org/docs/file-format/ */
export const parquet: Format<Options> = {
  copySql: (query, job) =>
    `copy (select ${types(job)
      .map(({ sql }) => sql)
      .join(', ')} from (${query}) report) to stdout`,
  async *encode(copy, job, tell) {
    const columns = types(job).map((type, index) => ({ type, name: job.columns[index]?.name ?? '' }));
    const chunks = columns.map(({ name, type }) => new ColumnChunk(name, type, GROUP.rows));
    const groups: RowGroup[] = [];
    let offset = MAGIC.length;
    let rows = 0;
    yield MAGIC;

    async function* writeGroup() {
      const group: RowGroup = { rows, offset, chunks: [] };
      // One after the other, since each compressor takes megabytes while it works.
      for (const chunk of chunks) {
        const { pages, ...written } = await chunk.finish();
        yield* pages;
        offset += written.size;
        group.chunks.push(written);
      }
      groups.push(group);
      rows = 0;
    }

    for await (const fields of copyFields(copy, columns.length)) {
      for (let from = 0; from < fields.rows; ) {
        const to = Math.min(fields.rows, from + GROUP.rows - rows);
        chunks.forEach((chunk, index) => {
          for (let row = from; row < to; row++) addField(chunk, fields, row * chunks.length + index);
        });
        rows += to - from;
        from = to;
        const held = chunks.reduce((total, { size }) => total + size, 0);
        if (rows === GROUP.rows || held >= GROUP.bytes) yield* writeGroup();
      }
    }
    if (rows > 0) yield* writeGroup();
    const counted = (count: (chunk: ColumnChunk) => number) =>
      chunks.map((chunk, index) => [job.columns[index]?.label ?? '', count(chunk)] as const);
    tell(
      fileNotes(
        'values_missing',
        counted(({ missing }) => missing),
      ),
    );
    tell(
      fileNotes(
        'numbers_rounded',
        counted(({ rounded }) => rounded),
      ),
    );
    const end = footer(columns, groups, job.about);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(end.length);
    yield Buffer.concat([end, length, MAGIC]);
  },
};

function addField(chunk: ColumnChunk, fields: CopyFields, place: number): void {
  chunk.add(fields.bytes, fieldStart(fields, place), fields.ends[place] as number);
}

function types({ columns, options }: FormatJob<Options>): ParquetType[] {
  return columns.map((column) => parquetType(column, options.numeric));
}
