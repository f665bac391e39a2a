import { FORMATS, type FormatId } from './catalogue';

/** How a file of any format may be packed; safe in the browser. */
export const COMPRESSIONS = {
  none: { label: 'None', description: 'The file as it is.' },
  gzip: { label: 'Gzip', description: 'One compressed file, for programs.' },
  zip: { label: 'Zip', description: 'An archive, with a password if you like.' },
} as const;

export type Compression = keyof typeof COMPRESSIONS;

export const COMPRESSION_IDS = Object.keys(COMPRESSIONS) as [Compression, ...Compression[]];

interface FileType {
  /** Without a leading dot, such as `csv.gz`. */
  extension: string;
  contentType: string;
  /** As people read it, such as `CSV, zip`. */
  label: string;
}

/** What the file of a job is once it is packed. */
export function fileType({ format, compression }: { format: FormatId; compression: Compression }): FileType {
  const { extension, contentType, label } = FORMATS[format];
  switch (compression) {
    case 'none':
      return { extension, contentType, label };
    case 'gzip':
      return { extension: `${extension}.gz`, contentType: 'application/gzip', label: `${label}, gzip` };
    case 'zip':
      return { extension: 'zip', contentType: 'application/zip', label: `${label}, zip` };
  }
}
