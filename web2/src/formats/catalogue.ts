/** What the browser and the server both know of each file format. The code that writes it stands in `registry.ts`. */
export const FORMATS = {
  csv: {
    label: 'CSV',
    description: 'Opens anywhere, best for many rows.',
    extension: 'csv',
    contentType: 'text/csv; charset=utf-8',
  },
  json: {
    label: 'JSON',
    description: 'Typed values, for programs.',
    extension: 'json',
    contentType: 'application/json',
  },
} as const satisfies Record<string, FormatEntry>;

export interface FormatEntry {
  label: string;
  description: string;
  extension: string;
  contentType: string;
}

export type FormatId = keyof typeof FORMATS;

export const FORMAT_IDS = Object.keys(FORMATS) as [FormatId, ...FormatId[]];

export function isFormatId(id: string): id is FormatId {
  return Object.hasOwn(FORMATS, id);
}
