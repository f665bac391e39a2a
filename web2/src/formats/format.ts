import type { TypedColumn } from '@/reports/column-types';
import type { FileNote } from './file-notes';

/**
 * How one format is written. PostgreSQL gives the rows by COPY, whatever the format: `copySql` chooses what COPY writes, and `encode`
 * turns those bytes into the file's. A format that COPY writes itself only frames them. The rows' checksum is that of COPY's bytes.
 */
export interface Format<Options> {
  /** The COPY statement (`copy (…) to stdout …`) for a query that yields the job's columns; a line of its output is a row. */
  copySql(query: string, job: FormatJob<Options>): string;
  /**
   * The file, made while the rows come: it takes the next chunk only when the last was taken from it, and keeps no rows.
   * @param tell takes, before the file ends, what it could not hold as the report has it
   */
  encode(
    copy: AsyncIterable<Buffer>,
    job: FormatJob<Options>,
    tell: (notes: FileNote[]) => void,
  ): AsyncIterable<Uint8Array>;
}

/** What a format may need to know of what it writes. */
export interface FormatJob<Options> {
  /** In the order of the query. */
  columns: TypedColumn[];
  /** The schedule's IANA zone, in which timestamps are written for people. */
  timezone: string;
  /** The schedule's `format_options`, checked and complete. */
  options: Options;
  about: FormatFacts;
}

/** What stands on a page or a sheet about the rows. */
export interface FormatFacts {
  organizationName: string;
  scheduleName: string;
  reportTitle: string;
  /** A phrase for each condition: `Region is US`. */
  filters: string[];
  /** `end` is exclusive. */
  period: { start: Date; end: Date } | null;
  scheduledFor: Date;
  /** When the rows were read, by the database's clock. */
  generatedAt: Date;
  rowLimit: number | null;
}
