import { Values } from './values';

/** A column of more different texts than this per row group is written plainly. */
const MOST_ENTRIES = 2048;
/** A power of two, and so many that most texts are found at the first look. */
const SLOTS = 4 * MOST_ENTRIES;
const NOBODY = 0xffff;

/** The different texts of a column in one row group, and their places. It is used again for the next group. */
export class Dictionary {
  /** The texts in the order of their places. */
  readonly entries = new Values();
  size = 0;
  readonly #slots = new Uint16Array(SLOTS).fill(NOBODY);
  readonly #starts = new Uint32Array(MOST_ENTRIES + 1);

  /** @returns the text's place, which is new if the text is; -1 when there is no room for it */
  place(bytes: Buffer, start: number, end: number): number {
    for (let slot = hash(bytes, start, end); ; slot = (slot + 1) & (SLOTS - 1)) {
      const place = this.#slots[slot] as number;
      if (place !== NOBODY) {
        if (this.#isAt(place, bytes, start, end)) return place;
        continue;
      }
      if (this.size === MOST_ENTRIES) return -1;
      this.#slots[slot] = this.size;
      this.entries.text(bytes, start, end);
      this.#starts[this.size + 1] = this.entries.length;
      return this.size++;
    }
  }

  /** Writes the text of a place. */
  copyTo(values: Values, place: number): void {
    values.text(this.entries.bytes, this.#start(place), this.#end(place));
  }

  clear(): void {
    this.entries.clear();
    this.#slots.fill(NOBODY);
    this.size = 0;
  }

  #isAt(place: number, bytes: Buffer, start: number, end: number): boolean {
    const own = this.#start(place);
    if (this.#end(place) - own !== end - start) return false;
    const entries = this.entries.bytes;
    for (let at = start, from = own; at < end; at++, from++) if (bytes[at] !== entries[from]) return false;
    return true;
  }

  /** Past the length that stands before each text. */
  #start(place: number): number {
    return (this.#starts[place] as number) + 4;
  }

  #end(place: number): number {
    return this.#starts[place + 1] as number;
  }
}

/** FNV-1a, folded to a slot. */
function hash(bytes: Buffer, start: number, end: number): number {
  let sum = 0x811c9dc5;
  for (let at = start; at < end; at++) sum = Math.imul(sum ^ (bytes[at] as number), 0x01000193);
  return (sum ^ (sum >>> 15)) & (SLOTS - 1);
}
