import { escapeIdentifier, escapeLiteral } from 'pg';
import type { ReportColumn } from '@/reports/schema';
import type { Format } from './format';

/** RFC 4180, UTF-8, header of labels, CRLF-free line ends as COPY writes them. Text that a spreadsheet would run as a formula is quoted (OWASP ASVS 5.0, 1.2.10). */
export const csv: Format = {
  copySql: (query, { columns, timezone }) =>
    `copy (select ${columns.map((column) => cell(column, timezone)).join(', ')} from (${query}) report) to stdout (format csv)`,
  async *encode(copy, { columns }) {
    yield Buffer.from(`${columns.map((column) => field(guard(column.label))).join(',')}\n`);
    yield* copy;
  },
};

// Signs, also full-width, after any white space; and a leading TAB, CR or LF.
const FORMULA = '^([[:space:]]*[-=+@＝＋－＠]|[\\t\\r\\n])';

function cell(column: ReportColumn, timezone: string): string {
  const name = escapeIdentifier(column.name);
  switch (column.type) {
    case 'boolean':
      return `case when ${name} then 'true' when not ${name} then 'false' end`;
    case 'number':
    case 'date':
    case 'uuid':
      return name;
    case 'timestamp':
      return `to_char(${name}::timestamptz at time zone ${escapeLiteral(timezone)}, 'YYYY-MM-DD"T"HH24:MI:SS')`;
    default:
      return `case when ${name}::text ~ ${escapeLiteral(FORMULA)} then '''' || ${name}::text else ${name}::text end`;
  }
}

function guard(label: string): string {
  return /^(\s*[-=+@＝＋－＠]|[\t\r\n])/u.test(label) ? `'${label}` : label;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
