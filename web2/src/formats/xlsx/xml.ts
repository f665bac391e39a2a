/** Text as it stands in a sheet's XML. */
export function escapeXml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(ESCAPED, (match) => XML[match] ?? hexed(match));
}

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// XML 1.0 has no such characters, and its readers make CR a LF: Office writes them as _xHHHH_ (ECMA-376, ST_Xstring),
// and so also an underscore that would be read as the beginning of one.
const UNSPEAKABLE = '[\\u0000-\\u0008\\u000b-\\u001f\\ufffe\\uffff]|_(?=x[0-9A-Fa-f]{4}_)';
const LONE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const SPECIAL = new RegExp(`[&<>"]|${UNSPEAKABLE}|[\\ud800-\\udfff]`);
const ESCAPED = new RegExp(`[&<>"]|${UNSPEAKABLE}|${LONE}`, 'g');

function hexed(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
