import type { ReportColumn } from '@/reports/schema';
import type { Cell } from '../copy-rows';
import { type CutCells, cellWriter, columnName, shownWidth, textCell } from './cells';
import { STYLE } from './styles';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OPEN = `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;

/** Longer strings live where only a full collection frees them. */
const PIECE = 1 << 15;
/** Room for the filter's arrow beside a label. */
const ARROW = 3;
const WIDTH = { least: 8, most: 60 };

/** A sheet of rows under a frozen header. `batches` yields at least one batch, which may be empty: its rows decide the widths. */
export async function* tableXml(
  columns: ReportColumn[],
  batches: AsyncIterable<Cell[][]>,
  cut: CutCells,
): AsyncGenerator<Buffer> {
  const letters = columns.map((_, index) => columnName(index));
  const writers = columns.map((column) => cellWriter(column, cut));
  let row = 1;
  for await (const batch of batches) {
    let xml = row === 1 ? head(columns, letters, batch) : '';
    for (const cells of batch) {
      row += 1;
      xml += `<row r="${row}">`;
      for (let index = 0; index < cells.length; index++) {
        const text = cells[index];
        if (text != null) xml += `<c r="${letters[index]}${row}"${writers[index]?.(text)}`;
      }
      xml += '</row>';
      if (xml.length < PIECE) continue;
      yield Buffer.from(xml);
      xml = '';
    }
    if (xml !== '') yield Buffer.from(xml);
  }
  const all = `A1:${letters.at(-1)}${row}`;
  yield Buffer.from(
    `</sheetData><autoFilter ref="${all}"/><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` +
      `<pageSetup orientation="${columns.length > 6 ? 'landscape' : 'portrait'}" fitToHeight="0"/>` +
      `<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>` +
      // Identifiers of many digits are text on purpose: no green corners.
      `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
  );
}

function head(columns: ReportColumn[], letters: string[], sample: Cell[][]): string {
  const widths = columns.map((column, index) =>
    sample.reduce(
      (most, cells) => Math.max(most, shownWidth(column, cells[index] ?? null)),
      column.label.length + ARROW,
    ),
  );
  const labels = columns.map(({ label }, index) => `<c r="${letters[index]}1" s="${STYLE.header}"${textCell(label)}`);
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
