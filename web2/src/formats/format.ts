import type { ReportColumn } from '@/reports/schema';

/**
 * A format that PostgreSQL itself writes by COPY: the bytes go to Storage untouched.
 * `select` wraps the report's query; `prologue` and `epilogue` frame the rows, so that the rows alone can be checksummed.
 */
export interface CopyFormat {
  kind: 'copy';
  /** The COPY statement for a query that yields `columns`, in the given IANA zone. */
  copySql(query: string, columns: ReportColumn[], timezone: string): string;
  prologue(columns: ReportColumn[]): string;
  epilogue(): string;
}

/** Formats that need rows instead (spreadsheets, pages) become a second member of this union. */
export type Format = CopyFormat;
