import { escapeIdentifier, escapeLiteral } from 'pg';
import type { ReportColumn } from '@/reports/schema';
import type { Cell } from '../copy-rows';
import { STYLE } from './styles';
import { escapeXml } from './xml';

/** Excel takes no more characters in a cell. */
const MOST_CHARACTERS = 32_767;
/** The end of a text that was longer. */
const CUT = '… (cut)';

/** How many cells were longer than a cell may be, by their column's label. */
export type CutCells = Map<string, number>;

/** Writes one cell, as the inside of `<c r="…"`. */
type CellWriter = (text: string) => string;

/**
 * The SQL of a cell. Dates and timestamps come as a sheet counts them, in days from 30 December 1899; those that a sheet cannot
 * hold come as text. Before March 1900 spreadsheets disagree on the day, since Excel has a 29 February 1900.
 */
export function cellSql({ name, type }: ReportColumn, timezone: string): string {
  const column = escapeIdentifier(name);
  switch (type) {
    case 'date':
      return `case when ${column} between '1900-03-01' and '9999-12-31' then (${column} - date '1899-12-30')::text else ${column}::text end`;
    case 'timestamp':
      return daysSql(`(${column} at time zone ${escapeLiteral(timezone)})`);
    case 'local_timestamp':
      return daysSql(column);
    case 'list':
      return `array_to_string(${column}, ', ')`;
    default:
      return column;
  }
}

function daysSql(local: string): string {
  return (
    `case when ${local} >= '1900-03-01' and ${local} < '10000-01-01' ` +
    `then (extract(epoch from ${local})::float8 / 86400 + 25569)::text else ${local}::text end`
  );
}

export function cellWriter({ type, label }: ReportColumn, cut: CutCells): CellWriter {
  const onCut = () => cut.set(label, (cut.get(label) ?? 0) + 1);
  switch (type) {
    case 'number':
      return (text) => (isExact(text) ? number(text, STYLE.plain) : textCell(text, onCut));
    case 'date':
      return (text) => (isSerial(text) ? number(text, STYLE.date) : textCell(text, onCut));
    case 'timestamp':
    case 'local_timestamp':
      return (text) => (isSerial(text) ? number(text, STYLE.dateTime) : textCell(text, onCut));
    case 'boolean':
      return (text) => ` t="b"><v>${text === 't' ? 1 : 0}</v></c>`;
    default:
      return (text) => textCell(text, onCut);
  }
}

function number(text: string, style: number): string {
  return style === STYLE.plain ? `><v>${text}</v></c>` : ` s="${style}"><v>${text}</v></c>`;
}

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

/**
 * Whether a number keeps its whole digits as a double: more than 15 of them, as in long identifiers, stay text. Digits after
 * the point beyond that are rounded, as Excel does: an average has twenty, and as text nobody could add it up.
 */
function isExact(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  if (last < 48 || last > 57) return false; // NaN, Infinity
  if (text.length <= 15) return true;
  const point = text.search(/[.e]/);
  return (point === -1 ? text.length : point) - (text.startsWith('-') ? 1 : 0) <= 15;
}

function isSerial(text: string): boolean {
  return /^[\d.]+$/.test(text);
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
  return Math.max(...text.split('\n').map((line) => line.length));
}
