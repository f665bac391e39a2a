/** The canonical IANA zones that this runtime knows, and UTC. Links such as US/Eastern are valid but not listed. */
export const TIMEZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();

const listed = new Set(TIMEZONES);

/** Whether the text is an IANA zone name, canonical or a link; offsets such as +02:00 are not. */
export function isTimezone(text: string): boolean {
  if (listed.has(text)) return true;
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
