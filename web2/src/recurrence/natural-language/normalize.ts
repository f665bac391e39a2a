/** The spelled tens of a number, and what may follow them after a hyphen, for a regular expression. */
export const NUMBER_TENS = 'twenty|thirty|forty|fifty';
export const NUMBER_ENDINGS =
  'one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';

const HYPHENATED = 'end|day|month|quarter|year|half|semi|mid|week|business|working|work|last|of|to|the';

/** One spelling for what people type in several ways: dashes, spaces, hyphens, joined words. */
export function normalize(sentence: string): string {
  const text = sentence
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[‐-―−]/g, '-')
    .replace(new RegExp(`\\b(${HYPHENATED})-(?=\\p{L})`, 'giu'), '$1 ')
    .replace(new RegExp(`\\b(${NUMBER_TENS}) (${NUMBER_ENDINGS})\\b`, 'gi'), '$1-$2')
    .replace(/\bas well as\b/gi, 'and')
    .replace(/\bsemi(?=(week|month)ly\b)/gi, 'semi ')
    .replace(/(\d) ?x\b/gi, '$1 times')
    // As calendars print it.
    .replace(/\bm ?- ?f\b/gi, 'monday-friday')
    .replace(/(\d ?)m\b/g, '$1 minutes');
  // In capitals throughout, M may be either.
  return /[a-z]/.test(text) ? text.replace(/(\d ?)M\b/g, '$1 months') : text;
}
