import { closest, distance } from 'fastest-levenshtein';
import type { FieldError } from '@/lib/errors';

/** “ Did you mean “region”?” for a word that is nearly one of these, else nothing. */
export function suggest(word: string, words: readonly string[]): string {
  if (words.length === 0) return '';
  const nearest = words.find((each) => each.toLowerCase() === word.toLowerCase()) ?? closest(word, words);
  // Two letters that changed places are two edits.
  const most = nearest.length < 4 ? 1 : Math.max(2, Math.floor(nearest.length / 3));
  const near = distance(word.toLowerCase(), nearest.toLowerCase()) <= most;
  return near ? ` Did you mean “${nearest}”?` : '';
}

/** Says that a report has no such column, and which one may have been meant. */
export function noColumn(path: string, name: string, columns: readonly { name: string }[]): FieldError {
  const names = columns.map((column) => column.name);
  const hint =
    suggest(name, names) || ` It has ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' and others' : ''}.`;
  return { path, message: `This report has no column “${name}”.${hint}`, code: 'no_such_column' };
}
