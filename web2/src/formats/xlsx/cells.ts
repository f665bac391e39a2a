import { escapeIdentifier, escapeLiteral } from 'pg';
import type { ReportColumn } from '@/reports/schema';
import type { Cell } from '../copy-rows';
import { listText } from '../list-text';
import { escapeXml } from './xml';

/** Excel takes no more characters in a cell. */
export const MOST_CHARACTERS = 32_767;
/** The end of a text that was longer. */
const CUT = '… (cut)';

/** How many cells were longer than a cell may be, by their column's label. */
export type CutCells = Map<string, number>;

/** What COPY writes of a column: its own text, which is cheaper to read here than to convert there. */
export function cellSql({ name, type }: ReportColumn, timezone: string): string {
  const column = escapeIdentifier(name);
  switch (type) {
    case 'timestamp':
      return `${column} at time zone ${escapeLiteral(timezone)}`;
    case 'list':
      return listText(column);
    default:
      return column;
  }
}

/** Any text, as the inside of `<c r="A1"`. LibreOffice reads `_xHHHH_` only in this form of a cell, which is longer than `t="str"`. */
export function textCell(text: string, onCut?: () => void): string {
  let shown = text;
  if (text.length > MOST_CHARACTERS) {
    onCut?.();
    shown = text.slice(0, MOST_CHARACTERS - CUT.length).replace(/[\ud800-\udbff]$/, '') + CUT;
  }
  // Without it a reader may drop white space at either end.
  const space = /^\s|\s$/.test(shown) ? ' xml:space="preserve"' : '';
  return ` t="inlineStr"><is><t${space}>${escapeXml(shown)}</t></is></c>`;
}

/** `A`, `B`, … `Z`, `AA`: the name of a sheet's column, from 0. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** How many characters wide a cell of this text is shown. */
export function shownWidth({ type }: ReportColumn, text: Cell): number {
  if (text === null) return 0;
  if (type === 'date') return 10;
  if (type === 'timestamp' || type === 'local_timestamp') return 19;
  return text.split('\n').reduce((most, line) => Math.max(most, line.length), 0);
}
