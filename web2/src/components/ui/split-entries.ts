/**
 * The entries of a typed or pasted list, in its order: split at commas, semicolons, white space and new lines, with
 * `Name <entry>` and `mailto:` undone. Nothing is dropped: what is no address stays, for the reader to judge.
 */
export function splitEntries(text: string): string[] {
  const segments = text.match(/(?:"[^"]*"|[^,;\n\r\t"])+/g) ?? [];
  return segments.flatMap(entriesOf).map((entry) => entry.replace(/^mailto:/i, ''));
}

function entriesOf(segment: string): string[] {
  const named = /<[^<>]*>/.test(segment);
  if (!named) return segment.split(/\s+/).filter(Boolean);
  // the words of a name go, an address before the brackets stays
  return [...segment.matchAll(/"[^"]*"|<([^<>]*)>|([^\s<>"]+)/g)]
    .map(([, bracketed, word]) => bracketed?.trim() ?? (word?.includes('@') ? word : ''))
    .filter(Boolean);
}

/** What `text` adds to `value`, and the last entry that stood there already; case does not tell entries apart. */
export function newEntries(value: readonly string[], text: string): { added: string[]; repeated: string | null } {
  const known = new Map(value.map((entry) => [entry.toLowerCase(), entry]));
  const added: string[] = [];
  let repeated: string | null = null;
  for (const entry of splitEntries(text)) {
    const before = known.get(entry.toLowerCase());
    if (before !== undefined) repeated = before;
    else {
      known.set(entry.toLowerCase(), entry);
      added.push(entry);
    }
  }
  return { added, repeated };
}
