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

/** What the characters are of: a script, emoji, or else the code point. */
export function scriptOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return SCRIPTS.find(([, of]) => of.test(character))?.[0] ?? code;
}
