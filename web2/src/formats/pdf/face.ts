/** A font of the document, as pdfkit embeds it: only the glyphs that were asked for. */
export interface EmbeddedFont {
  id: string;
  /** Glyphs as hexadecimal ids of the embedded subset, with their widths in thousandths of the size. */
  encode(text: string): [ids: string[], positions: { advanceWidth: number }[]];
  ref(): PDFKit.PDFKitReference;
}

interface Glyph {
  id: string;
  width: number;
}

/** Drawn for what the font does not have. */
const NOTHING = '0000';

/** Measures and encodes text of one weight. Characters are laid side by side, which is all that a table needs, and quick. */
export class Face {
  readonly font: EmbeddedFont;
  /** Characters that the font does not have, and how often they came. */
  readonly missing = new Map<string, number>();
  readonly #ascii: (Glyph | undefined)[] = [];
  readonly #glyphs = new Map<string, Glyph>();

  constructor(font: EmbeddedFont) {
    this.font = font;
  }

  /** In thousandths of the font's size. */
  width(text: string): number {
    let width = 0;
    for (let index = 0; index < text.length; index++) {
      const glyph = this.#ascii[text.charCodeAt(index)];
      if (!glyph) return this.#measured(text, index, width);
      width += glyph.width;
    }
    return width;
  }

  /** The text for a `Tj` operator. */
  encoded(text: string): string {
    let hex = '';
    for (const character of text) {
      const glyph = this.#glyph(character);
      hex += glyph.id;
      if (glyph.id === NOTHING) this.missing.set(character, (this.missing.get(character) ?? 0) + 1);
    }
    return `<${hex}>`;
  }

  #measured(text: string, from: number, before: number): number {
    let width = before;
    for (const character of text.slice(from)) width += this.#glyph(character).width;
    return width;
  }

  #glyph(character: string): Glyph {
    const code = character.length === 1 ? character.charCodeAt(0) : 128;
    const known = code < 128 ? this.#ascii[code] : this.#glyphs.get(character);
    if (known) return known;
    const [ids, positions] = this.font.encode(character);
    const glyph = { id: ids[0] ?? NOTHING, width: positions[0]?.advanceWidth ?? 0 };
    if (code < 128) this.#ascii[code] = glyph;
    else this.#glyphs.set(character, glyph);
    return glyph;
  }
}
