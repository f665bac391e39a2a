export const PASSWORD_RULE = 'Use 8 to 99 letters, digits, signs or spaces of ASCII.';

/** Programs differ in how they encode other characters of a zip archive's password; WinZip ends at 99. Safe in the browser. */
export function isArchivePassword(text: string): boolean {
  return /^[\x20-\x7e]{8,99}$/.test(text);
}
