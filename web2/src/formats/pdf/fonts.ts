import { readFile } from 'node:fs/promises';
import path from 'node:path';

// Noto Sans (SIL Open Font License 1.1): Latin, Greek, Cyrillic and Devanagari, figures of equal width.
const FOLDER = path.join(process.cwd(), 'node_modules/@expo-google-fonts/noto-sans');

let files: Promise<{ regular: Buffer; bold: Buffer }> | undefined;

/** The fonts' files, read once per process. Their folder is named in next.config.ts, so that a deployment takes it along. */
export function fontFiles(): Promise<{ regular: Buffer; bold: Buffer }> {
  files ??= Promise.all([
    readFile(path.join(FOLDER, '400Regular/NotoSans_400Regular.ttf')),
    readFile(path.join(FOLDER, '600SemiBold/NotoSans_600SemiBold.ttf')),
  ]).then(([regular, bold]) => ({ regular, bold }));
  return files;
}
