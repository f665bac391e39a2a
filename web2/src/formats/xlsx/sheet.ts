import type { ReportColumn } from '@/reports/schema';
import { type CopyFields, fieldStart, fieldText, isNull } from '../copy-fields';
import type { Cell } from '../copy-rows';
import { type CellWriter, cellWriter } from './cell-writers';
import { type CutCells, columnName, shownWidth, textCell } from './cells';
import { STYLE } from './styles';
import { XmlBytes } from './xml-bytes';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OPEN = `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;

/** Compressed at a time, beside the main thread. */
const PIECE = 1 << 17;
/** Room for the filter's arrow beside a label. */
const ARROW = 3;
const WIDTH = { least: 8, most: 60 };

/** Some rows of a report, by their places in what COPY wrote. */
export interface RowRange {
  fields: CopyFields;
  from: number;
  to: number;
}

/**
 * A sheet of rows under a frozen header. `ranges` yields at least one, which may be empty: its rows decide the widths.
 * The last piece may be compressed while the next is written, and one may wait between: there are three buffers, used in turn.
 */
export async function* tableXml(
  columns: ReportColumn[],
  ranges: AsyncIterable<RowRange>,
  cut: CutCells,
): AsyncGenerator<Buffer> {
  const buffers = [new XmlBytes(), new XmlBytes(), new XmlBytes()] as const;
  let xml = buffers[0];
  let pieces = 0;
  const writeRow = rowWriter(columns, cut);
  let row = 0;
  for await (const range of ranges) {
    if (row === 0) {
      xml.text(head(columns, sampleTexts(columns, range)));
      row = 1;
    }
    for (let place = range.from; place < range.to; place++) {
      row += 1;
      writeRow(xml, row, range.fields, place);
      if (xml.length < PIECE) continue;
      yield xml.taken();
      pieces += 1;
      xml = buffers[pieces % buffers.length] ?? xml;
      xml.length = 0;
    }
  }
  const all = `A1:${columnName(columns.length - 1)}${row}`;
  xml.text(
    `</sheetData><autoFilter ref="${all}"/><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` +
      `<pageSetup orientation="${columns.length > 6 ? 'landscape' : 'portrait'}" fitToHeight="0"/>` +
      `<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>` +
      // Identifiers of many digits are text on purpose: no green corners.
      `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
  );
  yield xml.taken();
}

/** Writes the `place`th row of what COPY wrote as the `row`th of the sheet. */
function rowWriter(columns: ReportColumn[], cut: CutCells) {
  const writers = columns.map((column) => cellWriter(column, cut));
  const heads = columns.map((_, index) => Buffer.from(`<c r="${columnName(index)}`));
  return (xml: XmlBytes, row: number, fields: CopyFields, place: number): void => {
    const { bytes, ends } = fields;
    const first = place * heads.length;
    let start = fieldStart(fields, first);
    xml.reserve(AROUND);
    xml.put(ROW);
    const digits = xml.length;
    xml.digits(row);
    const width = xml.length - digits;
    xml.put(ROW_HEAD_END);
    for (let index = 0; index < heads.length; index++) {
      const end = ends[first + index] as number;
      if (!isNull(bytes, start, end)) {
        xml.reserve(AROUND);
        xml.put(heads[index] as Buffer);
        xml.paddedDigits(row, width);
        (writers[index] as CellWriter)(xml, bytes, start, end);
      }
      start = end + 1;
    }
    xml.reserve(AROUND);
    xml.put(ROW_END);
  };
}

const [ROW, ROW_HEAD_END, ROW_END] = [Buffer.from('<row r="'), Buffer.from('">'), Buffer.from('</row>')];
/** More than a row or cell puts around its own, apart from what its writer reserves. */
const AROUND = 64;

function sampleTexts(columns: ReportColumn[], { fields, from, to }: RowRange): Cell[][] {
  const text = (place: number) => fieldText(fields.bytes, fieldStart(fields, place), fields.ends[place] as number);
  return Array.from({ length: to - from }, (_, row) =>
    columns.map((__, index) => text((from + row) * columns.length + index)),
  );
}

function head(columns: ReportColumn[], sample: Cell[][]): string {
  const widths = columns.map((column, index) =>
    sample.reduce(
      (most, cells) => Math.max(most, shownWidth(column, cells[index] ?? null)),
      column.label.length + ARROW,
    ),
  );
  const labels = columns.map(
    ({ label }, index) => `<c r="${columnName(index)}1" s="${STYLE.header}"${textCell(label)}`,
  );
  return (
    `${OPEN}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `${columnsXml(widths)}<sheetData><row r="1" ht="20" customHeight="1">${labels.join('')}</row>`
  );
}

function columnsXml(widths: number[]): string {
  const column = (width: number, index: number) =>
    `<col min="${index + 1}" max="${index + 1}" width="${Math.min(WIDTH.most, Math.max(WIDTH.least, width)) + 1}" customWidth="1"/>`;
  return `<cols>${widths.map(column).join('')}</cols>`;
}

/** A sheet of names and what they are. */
export function aboutXml(lines: [label: string, text: string][]): string {
  const rows = lines.map(
    ([label, text], index) =>
      `<row r="${index + 1}"><c r="A${index + 1}" s="${STYLE.label}"${textCell(label)}` +
      `<c r="B${index + 1}" s="${STYLE.wrapped}"${textCell(text)}</row>`,
  );
  return `${OPEN}${columnsXml([18, 80])}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}
