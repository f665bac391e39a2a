import type { FormatFacts } from '../format';
import type { WrittenChunk } from './column-chunk';
import { binary, i32, i64, list, type Struct, struct, thriftBytes } from './thrift';
import { type ParquetType, PHYSICAL } from './types';

export interface RowGroup {
  rows: number;
  /** Where it begins in the file. */
  offset: number;
  chunks: Omit<WrittenChunk, 'pages'>[];
}

interface NamedType {
  name: string;
  type: ParquetType;
}

const OPTIONAL = 1;

/** Parquet's FileMetaData (parquet.thrift): the schema, where each row group stands, and what the file is of. */
export function footer(columns: NamedType[], groups: RowGroup[], about: FormatFacts): Buffer {
  const root = struct({ 4: binary('report'), 5: i32(columns.length) });
  const facts = {
    report: about.reportTitle,
    organisation: about.organizationName,
    scheduled_for: about.scheduledFor.toISOString(),
    generated_at: about.generatedAt.toISOString(),
  };
  return thriftBytes(
    struct({
      1: i32(1),
      2: list('struct', [root, ...columns.map(schemaElement)]),
      3: i64(groups.reduce((total, { rows }) => total + rows, 0)),
      4: list('struct', groups.map(rowGroup)),
      5: list(
        'struct',
        Object.entries(facts).map(([key, value]) => struct({ 1: binary(key), 2: binary(value) })),
      ),
      6: binary('Scheduled Exports'),
      // Smallest and largest are by the order of each type.
      7: list(
        'struct',
        columns.map(() => struct({ 1: struct({}) })),
      ),
    }),
  );
}

function schemaElement({ name, type }: NamedType): Struct {
  return struct({
    1: i32(PHYSICAL[type.physical]),
    2: type.length === undefined ? undefined : i32(type.length),
    3: i32(OPTIONAL),
    4: binary(name),
    6: type.converted === undefined ? undefined : i32(type.converted),
    7: type.decimal && i32(type.decimal.scale),
    8: type.decimal && i32(type.decimal.precision),
    10: type.logical,
  });
}

function rowGroup({ rows, offset, chunks }: RowGroup): Struct {
  let at = offset;
  const columns = chunks.map((chunk) => {
    const metadata = chunk.metadata(at);
    at += chunk.size;
    return metadata;
  });
  return struct({
    1: list('struct', columns),
    2: i64(chunks.reduce((total, { uncompressedSize }) => total + uncompressedSize, 0)),
    3: i64(rows),
    5: i64(offset),
    6: i64(at - offset),
  });
}
