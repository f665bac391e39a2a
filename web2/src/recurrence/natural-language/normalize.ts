/** The spelled tens of a number, and what may follow them after a hyphen, for a regular expression. */
export const NUMBER_TENS = 'twenty|thirty|forty|fifty';
export const NUMBER_ENDINGS =
  'one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';

const HYPHENATED = 'end|day|month|quarter|year|half|semi|mid|week|business|working|work|last|of|to|the';

/** One spelling for what people type in several ways: dashes, spaces, hyphens, joined words. */
export function normalize(sentence: string): string {
  const text = sentence
    .normalize('NFKC')
    // What nobody sees: joiners, marks of direction, soft hyphens, variants of a sign.
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/["“”„«»]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[‐-―−]/g, '-')
    .replace(/\b(second|third|fourth|fifth|\dnd|\drd|\dth)-to-last\b/gi, '$1 to last')
    .replace(new RegExp(`\\b(${HYPHENATED})-(?=\\p{L})`, 'giu'), '$1 ')
    .replace(new RegExp(`\\b(${NUMBER_TENS}) (${NUMBER_ENDINGS})\\b`, 'gi'), '$1-$2')
    // five-thirty
    .replace(new RegExp(`\\b(${NUMBER_ENDINGS}|ten|eleven|twelve)-(?=(?:${NUMBER_TENS}|ten|fifteen)\\b)`, 'gi'), '$1 ')
    .replace(/\bo[’'´`]? ?clock\b/gi, "o'clock")
    .replace(/\beach and every\b/gi, 'every')
    // "Mon. - Fri."
    .replace(/\b(mon|tues?|wed|thu|thurs?|fri|sat|sun)\.(?!\d)/gi, '$1')
    .replace(/\bas well as\b/gi, 'and')
    .replace(/\b(?:next[ -]to[ -]last|last but one)\b/gi, 'penultimate')
    .replace(/\b(?:7|seven) days (?:a|per) week\b/gi, 'every day')
    .replace(/\bbi (?=(week|month)ly\b)/gi, 'bi-')
    .replace(/\bto (me|us)\b/gi, '$1')
    // 19:30h, 8 Uhr and 7p.
    .replace(/(\d[:.]\d\d) ?(?:h|uhr)\b/gi, '$1')
    .replace(/\b(\d{1,2}) uhr\b/gi, "$1 o'clock")
    .replace(/(\d)([ap])\b(?!\. ?m\b)/gi, '$1$2m')
    // "zero dark thirty" is 0:30.
    .replace(/\b(?:oh|zero) dark\b/gi, 'zero')
    .replace(new RegExp(`\\b(${NUMBER_ENDINGS}|ten|eleven|twelve) dark (?=(?:${NUMBER_TENS})\\b)`, 'gi'), '$1 ')
    .replace(/\bsemi(?=(week|month)ly\b)/gi, 'semi ')
    .replace(/(\d) ?x\b/gi, '$1 times')
    // As calendars print it.
    .replace(/\bm ?- ?f\b/gi, 'monday-friday')
    .replace(/(\d ?)m\b/g, '$1 minutes');
  // In capitals throughout, M may be either.
  return /[a-z]/.test(text) ? text.replace(/(\d ?)M\b/g, '$1 months') : text;
}
