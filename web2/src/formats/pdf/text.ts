import type { Face } from './face';

// What has no shape of its own: controls, joiners, variation selectors, marks of direction.
const SHAPELESS = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu;

/** The lines of a text as it is printed, before any is too long: accents joined to their letters, tabs as spaces. */
export function printedLines(text: string): string[] {
  if (/^[ -~]*$/.test(text)) return [text];
  return text
    .normalize('NFC')
    .replaceAll('\t', '    ')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(SHAPELESS, ''));
}

/**
 * Breaks a line where it fits: after a space, else after a hyphen or slash, else between any two characters.
 * @param room in thousandths of the font's size
 */
export function wrapped(face: Face, line: string, room: number): string[] {
  if (face.width(line) <= room) return [line];
  const lines: string[] = [];
  let current = '';
  let width = 0;
  const end = () => {
    lines.push(current.trimEnd());
    current = '';
    width = 0;
  };
  for (const piece of line.match(/[^\s\-/]*[\s\-/]+|[^\s\-/]+/g) ?? []) {
    const pieceWidth = face.width(piece);
    if (width + face.width(piece.trimEnd()) <= room) {
      current += piece;
      width += pieceWidth;
      continue;
    }
    if (current !== '') end();
    for (const character of pieceWidth <= room ? [piece] : piece) {
      const next = face.width(character);
      if (current !== '' && width + next > room && character.trim() !== '') end();
      current += character;
      width += next;
    }
  }
  if (current.trim() !== '') end();
  return lines;
}
