import { escapeIdentifier, escapeLiteral } from 'pg';
import type { ReportColumn } from '@/reports/schema';
import type { FormatOptions } from './catalogue';
import type { Format } from './format';

type Options = FormatOptions<'csv'>;

const DELIMITERS: Record<Options['delimiter'], string> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

/** RFC 4180, UTF-8, header of labels, line ends of LF unless CRLF is chosen. A null is nothing, an empty text `""`. Text that a spreadsheet would run as a formula is quoted (OWASP ASVS 5.0, 1.2.10). */
export const csv: Format<Options> = {
  copySql(query, { columns, timezone, options }) {
    const cells = columns.map((column) => cell(column, timezone, options));
    const delimiter = escapeLiteral(DELIMITERS[options.delimiter]);
    return `copy (select ${cells.join(', ')} from (${query}) report) to stdout (format csv, delimiter ${delimiter})`;
  },
  async *encode(copy, { columns, options }) {
    if (options.bom) yield Buffer.from('\ufeff');
    const isCrlf = options.line_ending === 'crlf';
    if (options.header) yield Buffer.from(`${header(columns, options)}${isCrlf ? '\r\n' : '\n'}`);
    yield* isCrlf ? withCrlf(copy) : copy;
  },
};

// Signs, also full-width, after any white space; and a leading TAB, CR or LF.
const FORMULA = '^([[:space:]]*[-=+@＝＋－＠]|[\\t\\r\\n])';

function cell(column: ReportColumn, timezone: string, options: Options): string {
  const name = escapeIdentifier(column.name);
  switch (column.type) {
    case 'boolean':
      return `case when ${name} then 'true' when not ${name} then 'false' end`;
    case 'number':
      return options.decimal_separator === 'comma' ? `replace(${name}::text, '.', ',')` : name;
    case 'date':
    case 'uuid':
      return name;
    case 'timestamp':
      return wallSql(name, `(${name} at time zone ${escapeLiteral(timezone)})`);
    case 'local_timestamp':
      return wallSql(name, name);
    default:
      return options.formula_guard ? guardSql(`${name}::text`) : name;
  }
}

/** To the second. What to_char makes nothing of (infinity) or a year without its era is written as PostgreSQL writes it. */
const wallSql = (column: string, local: string) =>
  `case when ${column} >= '0001-01-02' and ${column} < 'infinity' then to_char(${local}, 'YYYY-MM-DD"T"HH24:MI:SS') else ${local}::text end`;

// A digit or a Latin letter begins no formula: most texts are let through by it, since the pattern takes as long as all of COPY.
const guardSql = (text: string) =>
  `case when ascii(${text}) between 65 and 132 or ascii(${text}) between 48 and 60 then ${text} ` +
  `when ${text} ~ ${escapeLiteral(FORMULA)} then '''' || ${text} else ${text} end`;

function header(columns: ReportColumn[], { delimiter, formula_guard }: Options): string {
  const labels = columns.map(({ label }) => (formula_guard ? guard(label) : label));
  return labels.map((label) => field(label, DELIMITERS[delimiter])).join(DELIMITERS[delimiter]);
}

function guard(label: string): string {
  return /^(\s*[-=+@＝＋－＠]|[\t\r\n])/u.test(label) ? `'${label}` : label;
}

function field(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

const QUOTE = 0x22;
const NEWLINE = 10;

/** COPY ends rows by LF. Between quotes, of which a doubled one opens again at once, a LF belongs to the text and stays. */
async function* withCrlf(copy: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isQuoted = false;
  for await (const chunk of copy) {
    const out = Buffer.allocUnsafe(chunk.length * 2);
    let at = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === NEWLINE && !isQuoted) out[at++] = 13;
      out[at++] = byte;
    }
    yield out.subarray(0, at);
  }
}
