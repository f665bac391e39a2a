import type { Token } from './tokens';
import { RANGE_WORDS, SEPARATORS } from './vocabulary';

/** Reads tokens one after another; a reader that finds nothing puts the place back. */
export class Cursor {
  readonly tokens: readonly Token[];
  place = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.place + ahead];
  }

  /** Takes the next token when it is one of these words. */
  takeWord(...words: readonly string[]): boolean {
    if (!words.includes(this.peek()?.word ?? '')) return false;
    this.place++;
    return true;
  }

  /** Takes the next token when it is in the set. */
  takeIn(words: ReadonlySet<string>): boolean {
    return this.takeWord(...words);
  }

  /** Takes words in this order, all or none. */
  takePhrase(phrase: string): boolean {
    const words = phrase.split(' ');
    if (!words.every((word, ahead) => this.peek(ahead)?.word === word)) return false;
    this.place += words.length;
    return true;
  }

  /** Takes the first of these phrases that comes next. */
  takeAny(phrases: readonly string[]): boolean {
    return phrases.some((phrase) => this.takePhrase(phrase));
  }

  /** The token before the next one. */
  previous(): Token | undefined {
    return this.tokens[this.place - 1];
  }

  /** Runs a reader and puts the place back when it answers null. */
  attempt<T>(read: () => T | null): T | null {
    const { place } = this;
    const found = read();
    if (found === null) this.place = place;
    return found;
  }

  /** Whether a reader finds something here; the place stays. */
  ahead(read: () => unknown): boolean {
    const { place } = this;
    const found = read();
    this.place = place;
    return Boolean(found);
  }

  /** What was written from a place up to here. */
  textSince(place: number): string {
    return this.tokens
      .slice(place, this.place)
      .map(({ text }) => text)
      .join(' ');
  }

  /** One or more items with commas, slashes or "and" between them; `adjacent` lists need nothing between. */
  list<T>(item: () => T | null, { adjacent = false } = {}): T[] {
    const found: T[] = [];
    for (let next = this.attempt(item); next !== null; next = this.nextItem(item, adjacent)) found.push(next);
    return found;
  }

  /** Two items with a word for a range between them, or "between", one, "and" and the other. */
  range<T>(item: () => T | null, { between = false } = {}): [from: T, to: T] | null {
    return this.attempt(() => {
      const from = item();
      const joined = this.takeIn(RANGE_WORDS) || this.takePhrase('up to') || (between && this.takeWord('and', '&'));
      if (from === null || !joined) return null;
      this.takeWord('the');
      const to = item();
      return to === null ? null : [from, to];
    });
  }

  private nextItem<T>(item: () => T | null, adjacent: boolean): T | null {
    return this.attempt(() => {
      let separated = false;
      while (this.takeIn(SEPARATORS)) separated = true;
      return separated || adjacent ? item() : null;
    });
  }
}
