/** A list as one text for people: a missing item is a dash, as a missing value is in a table. @param column its quoted name */
export function listText(column: string): string {
  return `array_to_string(${column}, ', ', '–')`;
}
