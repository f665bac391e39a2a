import { columnName } from './cells';
import { escapeXml } from './xml';

/** The parts of the package beside its sheets (ECMA-376, Part 2 and SpreadsheetML). */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** First in the file, where programs look for what it is; so it must not depend on how many sheets will come. */
export const contentTypesXml =
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="${TYPE}.worksheet+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;

export const packageRelsXml =
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export interface SheetEntry {
  name: string;
  /** Of the data's header and rows; 0 for a sheet without a table. */
  rows: number;
  columns: number;
}

export const sheetPath = (number: number) => `xl/worksheets/sheet${number}.xml`;

export function workbookRelsXml(sheets: SheetEntry[]): string {
  const links = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/>`;
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}${styles}</Relationships>`;
}

export function workbookXml(sheets: SheetEntry[]): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return (
    `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONSHIPS}">` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets>` +
    `<definedNames>${definedNames(sheets)}</definedNames></workbook>`
  );
}

/** What the filter spans, and the header on each printed page. */
function definedNames(sheets: SheetEntry[]): string {
  const tables = sheets.map((sheet, index) => ({ ...sheet, index })).filter(({ rows }) => rows > 0);
  const quoted = (name: string) => `'${escapeXml(name.replaceAll("'", "''"))}'`;
  const filters = tables.map(
    ({ name, index, rows, columns }) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted(name)}!$A$1:$${columnName(columns - 1)}$${rows}</definedName>`,
  );
  const titles = tables.map(
    ({ name, index }) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted(name)}!$1:$1</definedName>`,
  );
  return [...filters, ...titles].join('');
}

/** A sheet may not be named with more than 31 characters, some signs, or "History". */
export function sheetName(title: string, number: number): string {
  const suffix = number > 1 ? ` (${number})` : '';
  const clean = title
    .replace(/[\p{Cc}\p{Cs}[\]:*?/\\\ufffe\uffff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 31 - suffix.length)
    .replace(/\p{Cs}$/u, '')
    .replace(/^'+|'+$/g, '')
    .trim();
  const name = clean === '' || /^(history|about)$/i.test(clean) ? 'Report' : clean;
  return name + suffix;
}
