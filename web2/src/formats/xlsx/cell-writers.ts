import type { ReportColumn } from '@/reports/schema';
import { CopyClock } from '../copy-clock';
import { fieldText } from '../copy-fields';
import { type CutCells, MOST_CHARACTERS, textCell } from './cells';
import { STYLE } from './styles';
import type { XmlBytes } from './xml-bytes';

/** Writes one field of COPY, not null, as the inside of `<c r="…"`. */
export type CellWriter = (xml: XmlBytes, bytes: Buffer, start: number, end: number) => void;

export function cellWriter({ type, label }: ReportColumn, cut: CutCells): CellWriter {
  const text = textField(() => cut.set(label, (cut.get(label) ?? 0) + 1));
  switch (type) {
    case 'number':
      return numberField(text);
    case 'date':
      return dayField(DATE, text);
    case 'timestamp':
    case 'local_timestamp':
      return dayField(DATE_TIME, text);
    case 'boolean':
      return booleanField;
    default:
      return text;
  }
}

const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const NUMBER = ascii('"><v>');
const DATE = ascii(`" s="${STYLE.date}"><v>`);
const DATE_TIME = ascii(`" s="${STYLE.dateTime}"><v>`);
const TRUE = ascii('" t="b"><v>1</v></c>');
const FALSE = ascii('" t="b"><v>0</v></c>');
const TEXT = ascii('" t="str"><v>');
const END = ascii('</v></c>');
/** What a cell may add around its own text, with the longest of the above. */
const AROUND = 64;

function booleanField(xml: XmlBytes, bytes: Buffer, start: number): void {
  xml.reserve(AROUND);
  xml.put(bytes[start] === 116 ? TRUE : FALSE);
}

/** @param text writes what would not be the same number as a double */
function numberField(text: CellWriter): CellWriter {
  return (xml, bytes, start, end) => {
    if (!isExact(bytes, start, end)) {
      text(xml, bytes, start, end);
      return;
    }
    xml.reserve(end - start + AROUND);
    xml.put(NUMBER);
    xml.put(bytes, start, end);
    xml.put(END);
  };
}

/**
 * A date or a wall clock as a sheet counts it, in days from 30 December 1899.
 * @param text writes what a sheet cannot hold
 */
function dayField(style: Uint8Array, text: CellWriter): CellWriter {
  const clock = new CopyClock();
  return (xml, bytes, start, end) => {
    if (!clock.read(bytes, start, end) || clock.day < FIRST_DAY || clock.day > LAST_DAY) {
      text(xml, bytes, start, end);
      return;
    }
    xml.reserve(AROUND);
    xml.put(style);
    xml.digits(clock.day + DAYS_TO_1970);
    if (clock.microseconds > 0) putDayFraction(xml, clock.microseconds);
    xml.put(END);
  };
}

/** From 30 December 1899 to 1970. */
const DAYS_TO_1970 = 25_569;
/** 1 March 1900: spreadsheets disagree on the days before, since Excel has a 29 February 1900. */
const FIRST_DAY = 61 - DAYS_TO_1970;
/** 31 December 9999 */
const LAST_DAY = 2_958_465 - DAYS_TO_1970;
const DAY_MICROSECONDS = 86_400_000_000;

/** Eleven digits after the point, half a microsecond: as much as a double holds beside the day. */
function putDayFraction(xml: XmlBytes, microseconds: number): void {
  const fraction = Math.round((microseconds / DAY_MICROSECONDS) * 1e11);
  const first = Math.floor(fraction / 1e6);
  xml.put(POINT);
  xml.paddedDigits(first, 5);
  xml.paddedDigits(fraction - first * 1e6, 6);
  while (xml.bytes[xml.length - 1] === ZERO) xml.length -= 1;
}

const POINT = ascii('.');
const ZERO = 48;

/** How a byte of text stands in XML: as it is, as an entity, or not to be said without looking at the whole text. */
const PLAIN = 0;
const ENTITY = 1;
const UNDERSCORE = 2;
const ODD = 3;
const KINDS = new Uint8Array(256);
KINDS.fill(ODD, 0, 32); // controls
KINDS[92] = ODD; // COPY's escapes
KINDS[0xef] = ODD; // perhaps U+FFFE or U+FFFF
KINDS[95] = UNDERSCORE;
const ENTITIES: Record<number, Uint8Array> = { 38: ascii('&amp;'), 60: ascii('&lt;'), 62: ascii('&gt;') };
for (const byte of Object.keys(ENTITIES)) KINDS[Number(byte)] = ENTITY;
const LONGEST_ENTITY = 5;
const [SPACE, X] = [32, 120];

/** Copies what it can byte by byte; a text that holds something odd is written by `textCell`. */
function textField(onCut: () => void): CellWriter {
  return (xml, bytes, start, end) => {
    const before = xml.length;
    if (end - start <= MOST_CHARACTERS && bytes[start] !== SPACE && bytes[end - 1] !== SPACE) {
      xml.reserve(LONGEST_ENTITY * (end - start) + AROUND);
      xml.put(TEXT);
      if (putText(xml, bytes, start, end)) {
        xml.put(END);
        return;
      }
      xml.length = before;
    }
    xml.text(`"${textCell(fieldText(bytes, start, end) ?? '', onCut)}`);
  };
}

function putText(xml: XmlBytes, bytes: Buffer, start: number, end: number): boolean {
  const target = xml.bytes;
  let length = xml.length;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const kind = KINDS[byte];
    if (kind === PLAIN || (kind === UNDERSCORE && bytes[at + 1] !== X)) target[length++] = byte;
    else if (kind === ENTITY) for (const each of ENTITIES[byte] as Uint8Array) target[length++] = each;
    else return false;
  }
  xml.length = length;
  return true;
}

/**
 * Whether a number keeps its whole digits as a double: more than 15 of them, as in long identifiers, stay text. Digits after
 * the point beyond that are rounded, as Excel does: an average has twenty, and as text nobody could add it up.
 */
function isExact(bytes: Buffer, start: number, end: number): boolean {
  const last = bytes[end - 1] as number;
  if (last < 48 || last > 57) return false; // NaN, Infinity
  if (end - start <= 15) return true;
  const first = bytes[start] === MINUS ? start + 1 : start;
  for (let at = first; at < end; at++) {
    if (bytes[at] === DOT || bytes[at] === EXPONENT) return at - first <= 15;
  }
  return end - first <= 15;
}

const [MINUS, DOT, EXPONENT] = [45, 46, 101];
