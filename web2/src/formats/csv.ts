import { escapeIdentifier, escapeLiteral } from 'pg';
import type { ReportColumn } from '@/reports/schema';
import type { FormatOptions } from './catalogue';
import { csvText, decimalComma, wallTime } from './csv-fields';
import { encodeRows, type FieldWriter } from './encode-rows';
import { asIs, asWord } from './field-writers';
import type { Format } from './format';
import { isFormula } from './formula-guard';

type Options = FormatOptions<'csv'>;

const DELIMITERS: Record<Options['delimiter'], string> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

/** RFC 4180, UTF-8, header of labels, line ends of LF unless CRLF is chosen. A null is nothing, an empty text `""`. Text that a spreadsheet would run as a formula is quoted (OWASP ASVS 5.0, 1.2.10). */
export const csv: Format<Options> = {
  copySql(query, { columns, timezone }) {
    return `copy (select ${columns.map((column) => cellSql(column, timezone)).join(', ')} from (${query}) report) to stdout`;
  },
  encode(copy, { columns, options }) {
    const delimiter = Buffer.from(DELIMITERS[options.delimiter]);
    const nothing = Buffer.alloc(0);
    const newline = options.line_ending === 'crlf' ? '\r\n' : '\n';
    const start = `${options.bom ? '\ufeff' : ''}${options.header ? header(columns, options) + newline : ''}`;
    const shape = {
      fields: columns.map((column) => fieldOf(column, options)),
      before: columns.map((_, index) => (index === 0 ? nothing : delimiter)),
      nothing,
      after: Buffer.from(newline),
    };
    return encodeRows(copy, shape, { start, between: '', end: '', empty: start });
  },
};

function cellSql({ name, type }: ReportColumn, timezone: string): string {
  const cell = escapeIdentifier(name);
  return type === 'timestamp' ? `${cell} at time zone ${escapeLiteral(timezone)}` : cell;
}

function fieldOf({ type }: ReportColumn, options: Options): FieldWriter {
  switch (type) {
    case 'boolean':
      return asWord;
    case 'number':
      return options.decimal_separator === 'comma' ? decimalComma : asIs;
    case 'date':
    case 'uuid':
      return asIs;
    case 'timestamp':
    case 'local_timestamp':
      return wallTime;
    default:
      return csvText(DELIMITERS[options.delimiter].charCodeAt(0), options.formula_guard);
  }
}

function header(columns: ReportColumn[], { delimiter, formula_guard }: Options): string {
  const labels = columns.map(({ label }) => (formula_guard && isFormula(label) ? `'${label}` : label));
  return labels.map((label) => field(label, DELIMITERS[delimiter])).join(DELIMITERS[delimiter]);
}

function field(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}
