/** What common file systems take: 255 bytes of UTF-8 (ext4, APFS), and what the database keeps of a name. */
const MAX_BYTES = 255;
const MAX_CHARACTERS = 200;

/**
 * A name that Windows, macOS, Linux and a Content-Disposition header all take, as near to `base` as that allows.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 * @param extension without a leading dot; never cut
 */
export function safeFileName(base: string, extension: string): string {
  const clean = withoutUnsafe(base);
  const named = RESERVED.test(clean) ? `_${clean}` : clean;
  const room = { bytes: MAX_BYTES - extension.length - 1, characters: MAX_CHARACTERS - extension.length - 1 };
  return `${cut(named, room).replace(/[. ]+$/u, '') || 'export'}.${extension}`;
}

// Device names, whatever follows the first dot; Windows counts the superscripts 1 to 3 as digits, and ignores spaces before the dot.
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i;

function withoutUnsafe(text: string): string {
  return (
    // A half of a surrogate pair becomes U+FFFD, which goes below.
    Buffer.from(text)
      .toString()
      .normalize('NFC')
      // Separators of paths, and what Windows refuses.
      .replace(/[/\\:*?"<>|]/gu, '-')
      // Control and format characters: line breaks, and marks that turn the direction of text (gpj.exe). Emoji are joined by one, which stays.
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/(?!\u200d)[\p{Cf}\p{Co}\p{Cn}\ufffd]/gu, '')
      .replace(/\s+/gu, ' ')
      // Hidden where it begins with a dot, an option to programs where it begins with a hyphen.
      .replace(/^[ .-]+|[ .]+$/gu, '')
  );
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** By what people see as characters, so that no letter loses its accent and no emoji its parts. */
function cut(text: string, room: { bytes: number; characters: number }): string {
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(text)) {
    const next = kept + segment;
    if (Buffer.byteLength(next) > room.bytes || [...next].length > room.characters) break;
    kept = next;
  }
  return kept;
}
