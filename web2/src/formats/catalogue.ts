import type { FormatOption, OptionConflict, OptionValue } from './options';

/** What the browser and the server both know of each file format. The code that writes it stands in `registry.ts`. */
export const FORMATS = {
  csv: {
    label: 'CSV',
    description: 'Opens anywhere, best for many rows.',
    extension: 'csv',
    contentType: 'text/csv; charset=utf-8',
    options: {
      delimiter: {
        kind: 'choice',
        label: 'Delimiter',
        choices: { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab', pipe: 'Pipe' },
        default: 'comma',
      },
      decimal_separator: {
        kind: 'choice',
        label: 'Decimal separator',
        help: 'A comma needs another delimiter than the comma.',
        choices: { point: 'Point: 1.5', comma: 'Comma: 1,5' },
        default: 'point',
      },
      header: { kind: 'switch', label: 'Header row', help: 'The columns’ labels as the first row.', default: true },
      line_ending: {
        kind: 'choice',
        label: 'Line ending',
        choices: { lf: 'LF, as on Unix', crlf: 'CRLF, as in RFC 4180' },
        default: 'lf',
      },
      bom: {
        kind: 'switch',
        label: 'Byte order mark',
        help: 'Makes Excel read accents and other scripts rightly.',
        default: false,
      },
      formula_guard: {
        kind: 'switch',
        label: 'Formula guard',
        help: 'Puts a single quote before text that a spreadsheet would run as a formula. Turning it off stands in the audit log.',
        default: true,
      },
    },
    conflicts: [
      {
        option: 'decimal_separator',
        when: { decimal_separator: 'comma', delimiter: 'comma' },
        message: 'A decimal comma needs another delimiter: semicolon, tab or pipe.',
      },
    ],
  },
  xlsx: {
    label: 'Excel',
    description: 'A workbook with real dates and numbers.',
    extension: 'xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    options: {},
    conflicts: [],
  },
  pdf: {
    label: 'PDF',
    description: 'Pages to read and print, up to 100,000 rows.',
    extension: 'pdf',
    contentType: 'application/pdf',
    options: {
      paper: { kind: 'choice', label: 'Paper', choices: { a4: 'A4', letter: 'Letter' }, default: 'a4' },
      orientation: {
        kind: 'choice',
        label: 'Orientation',
        choices: { auto: 'As the columns fit', portrait: 'Portrait', landscape: 'Landscape' },
        default: 'auto',
      },
    },
    conflicts: [],
  },
  json: {
    label: 'JSON',
    description: 'One list of typed values, for programs.',
    extension: 'json',
    contentType: 'application/json',
    options: {},
    conflicts: [],
  },
  ndjson: {
    label: 'NDJSON',
    description: 'A JSON object a line, for loading many rows.',
    extension: 'ndjson',
    contentType: 'application/x-ndjson',
    options: {},
    conflicts: [],
  },
  parquet: {
    label: 'Parquet',
    description: 'Typed columns, for DuckDB, pandas and data warehouses.',
    extension: 'parquet',
    contentType: 'application/vnd.apache.parquet',
    options: {
      numeric: {
        kind: 'choice',
        label: 'Numbers of no declared precision',
        help: 'A double keeps 15 to 17 digits, text all of them. Declared ones, such as numeric(12,2), are exact decimals.',
        choices: { double: 'Double', text: 'Text' },
        default: 'double',
      },
    },
    conflicts: [],
  },
} as const satisfies Record<string, FormatEntry>;

export interface FormatEntry {
  label: string;
  description: string;
  extension: string;
  contentType: string;
  /** By the name that they have in `format_options`. */
  options: Readonly<Record<string, FormatOption>>;
  conflicts: readonly OptionConflict[];
}

export type FormatId = keyof typeof FORMATS;

/** The options of one format, complete. */
export type FormatOptions<Id extends FormatId> = {
  -readonly [Name in keyof (typeof FORMATS)[Id]['options']]: (typeof FORMATS)[Id]['options'][Name] extends infer Option extends
    FormatOption
    ? OptionValue<Option>
    : never;
};

export const FORMAT_IDS = Object.keys(FORMATS) as [FormatId, ...FormatId[]];

export const DEFAULT_FORMAT = 'csv' satisfies FormatId;

export function isFormatId(id: string): id is FormatId {
  return Object.hasOwn(FORMATS, id);
}

/** All options of a format: what was chosen, else the default. */
export function withDefaults(id: FormatId, chosen: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { options }: FormatEntry = FORMATS[id];
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, chosen[name] ?? option.default]));
}

/** What of these options differs from the format's defaults; an option that it does not have is left out. */
export function chosenOptions(
  id: FormatId,
  values: Readonly<Record<string, unknown>>,
): Record<string, string | boolean> {
  const { options }: FormatEntry = FORMATS[id];
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, option]) => {
      const value = values[name];
      const isValue = typeof value === 'string' || typeof value === 'boolean';
      return isValue && value !== option.default ? [[name, value]] : [];
    }),
  );
}
