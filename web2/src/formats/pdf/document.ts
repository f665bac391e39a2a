import PDFDocument from 'pdfkit';
import type { FormatFacts } from '../format';
import { type EmbeddedFont, Face } from './face';

export type FaceName = 'regular' | 'bold';

export interface Rgb {
  fill: string;
}

const color = (r: number, g: number, b: number): Rgb => ({
  fill: `${[r, g, b].map((part) => (part / 255).toFixed(3)).join(' ')} rg`,
});
export const INK = {
  text: color(15, 23, 42),
  quiet: color(100, 116, 139),
  line: color(226, 232, 240),
  band: color(241, 245, 249),
};

/**
 * A document whose pages leave as soon as the next begins. pdfkit keeps the structure and the fonts; what stands on a page is
 * written as operators, since pdfkit's own text takes longer than all else together.
 */
export class Document {
  readonly faces: Record<FaceName, Face>;
  pages = 0;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #total: PDFKit.PDFKitReference;
  #operators: string[] = [];

  constructor(fonts: Record<FaceName, Buffer>, about: FormatFacts) {
    this.#pdf = new PDFDocument({
      ...{ autoFirstPage: false, pdfVersion: '1.7', lang: 'en', displayTitle: true, fontLayoutCache: false },
      font: null as unknown as string, // none of its own
      info: {
        ...{ Title: about.reportTitle, Author: about.organizationName, Subject: about.scheduleName },
        ...{ Creator: 'Scheduled Exports', Producer: 'PDFKit', CreationDate: about.generatedAt },
      },
    });
    const face = (name: FaceName) => {
      this.#pdf.registerFont(name, fonts[name]).font(name);
      return new Face((this.#pdf as unknown as { _font: EmbeddedFont })._font);
    };
    this.faces = { regular: face('regular'), bold: face('bold') };
    this.#total = this.#pdf.ref({ Type: 'XObject', Subtype: 'Form' });
  }

  /** Ends the page before. Nothing stands on the new one. */
  addPage(width: number, height: number): void {
    this.#writePage();
    this.#pdf.addPage({ size: [width, height], margin: 0 });
    this.pages += 1;
    const page = this.#pdf.page as unknown as { fonts: object; xobjects: object };
    for (const { font } of Object.values(this.faces)) Object.assign(page.fonts, { [font.id]: font.ref() });
    Object.assign(page.xobjects, { Total: this.#total });
    this.#operators = [`1 0 0 -1 0 ${height} cm`]; // pdfkit counts from the top, and letters would stand on their heads
  }

  /** One line of text from its baseline, counted from the bottom left. */
  text(text: string, x: number, y: number, size: number, face: FaceName = 'regular', ink: Rgb = INK.text): void {
    const { font } = this.faces[face];
    this.#operators.push(
      `BT ${ink.fill} /${font.id} ${size} Tf ${fixed(x)} ${fixed(y)} Td ${this.faces[face].encoded(text)} Tj ET`,
    );
  }

  fill(x: number, y: number, width: number, height: number, ink: Rgb): void {
    this.#operators.push(`${ink.fill} ${fixed(x)} ${fixed(y)} ${fixed(width)} ${fixed(height)} re f`);
  }

  /** `Page 3 of 12`: how many there are is drawn by one object that all pages show, and that is written last. */
  pageNumber(x: number, y: number, size: number): void {
    const text = `Page ${this.pages} of`;
    this.text(text, x, y, size, 'regular', INK.quiet);
    const width = (this.faces.regular.width(text) * size) / 1000;
    this.#operators.push(`q 1 0 0 1 ${fixed(x + width)} ${fixed(y)} cm /Total Do Q`);
  }

  /** What is finished so far. */
  taken(): Buffer | null {
    return this.#pdf.read() as Buffer | null;
  }

  end(numberSize: number): void {
    this.#writePage();
    const { font } = this.faces.regular;
    Object.assign(this.#total.data, {
      BBox: [0, -numberSize, numberSize * 8, numberSize * 2],
      Resources: { Font: { [font.id]: font.ref() } },
    });
    const count = this.faces.regular.encoded(` ${this.pages}`);
    this.#total.end(Buffer.from(`BT ${INK.quiet.fill} /${font.id} ${numberSize} Tf ${count} Tj ET`));
    this.#pdf.end();
  }

  #writePage(): void {
    if (this.#operators.length > 0) this.#pdf.addContent(this.#operators.join('\n'));
    this.#operators = [];
  }
}

const fixed = (number: number) => Math.round(number * 100) / 100;
