const SCRIPTS: [name: string, of: RegExp][] = [
  ['Emoji', /\p{Extended_Pictographic}|\p{Emoji_Component}/u],
  ...[
    'Han',
    'Hiragana',
    'Katakana',
    'Hangul',
    'Arabic',
    'Hebrew',
    'Thai',
    'Lao',
    'Khmer',
    'Myanmar',
    'Tibetan',
    'Bengali',
  ]
    .concat([
      'Gurmukhi',
      'Gujarati',
      'Tamil',
      'Telugu',
      'Kannada',
      'Malayalam',
      'Sinhala',
      'Armenian',
      'Georgian',
      'Ethiopic',
    ])
    .map((name): [string, RegExp] => [name, new RegExp(`\\p{Script=${name}}`, 'u')]),
];

/** A sentence that says which characters could not be drawn, or undefined when all could. */
export function missingNote(missing: Map<string, number>): string | undefined {
  if (missing.size === 0) return undefined;
  const count = [...missing.values()].reduce((total, times) => total + times, 0);
  const names = new Set([...missing.keys()].map(scriptOf));
  const shown = [...names].slice(0, 12);
  const list = names.size > shown.length ? `${shown.join(', ')} and others` : shown.join(', ');
  const subject = count === 1 ? '1 character' : `${count.toLocaleString('en')} characters`;
  return `${subject} could not be drawn and ${count === 1 ? 'stands' : 'stand'} as empty boxes (${list}). Excel and CSV hold them.`;
}

function scriptOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return SCRIPTS.find(([, of]) => of.test(character))?.[0] ?? code;
}
