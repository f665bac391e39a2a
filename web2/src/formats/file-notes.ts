/** What a file does not hold as the report has it: stored with the file, so that mail, history and API say the same of it. */
export interface FileNote {
  code: FileNoteCode;
  /** How many rows, cells, values or characters; at least 1. */
  count: number;
  /** Where, such as labels of columns: the first few. */
  names: string[];
  /** How many more names there are. */
  more_names: number;
}

export type FileNoteCode = keyof typeof SENTENCES;

const MOST_NAMES = 10;
/** A label may be as long as a comment of the database. */
const LONGEST_NAME = 100;

/**
 * A note of what happened, in a list; an empty list where it never did.
 * @param times how often, by the name of where; a name may come more than once
 */
export function fileNotes(code: FileNoteCode, times: Iterable<readonly [name: string, times: number]>): FileNote[] {
  const names = new Set<string>();
  let count = 0;
  for (const [name, added] of times) {
    count += added;
    if (added > 0) names.add(name);
  }
  if (count === 0) return [];
  const kept = [...names].slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME));
  return [{ code, count, names: kept, more_names: names.size - kept.length }];
}

/** A note as a sentence for recipients and owners alike; one whose code is not known (a newer version's) says the code. */
export function noteSentence(note: Omit<FileNote, 'code'> & { code: string }): string {
  const write = Object.hasOwn(SENTENCES, note.code) && SENTENCES[note.code as FileNoteCode];
  return write ? write(note) : `${note.code}: ${note.count.toLocaleString('en')}.`;
}

type Told = Omit<FileNote, 'code'>;

const SENTENCES = {
  rows_left_out: ({ count }: Told) => `Cut at the job’s limit of ${counted(count, 'row', 'rows')}. More rows matched.`,
  cells_cut: (note: Told) =>
    `${counted(note.count, 'cell was', 'cells were')} longer than Excel allows (32,767 characters) and ` +
    `${note.count === 1 ? 'was cut: it ends' : 'were cut: they end'} with “… (cut)”${where(note)}.`,
  characters_missing: (note: Told) =>
    `${counted(note.count, 'character', 'characters')} could not be drawn and ${note.count === 1 ? 'stands as an empty box' : 'stand as empty boxes'}` +
    ` (${named(note)}). Excel and CSV hold them.`,
  values_missing: (note: Told) =>
    `${counted(note.count, 'value', 'values')} that Parquet does not have, such as infinity, ${note.count === 1 ? 'is' : 'are'} empty${where(note)}. CSV and JSON hold them.`,
  numbers_rounded: (note: Told) =>
    `${counted(note.count, 'number has', 'numbers have')} more digits than a double holds and ${note.count === 1 ? 'was' : 'were'} rounded${where(note)}.`,
};

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const where = (note: Told) => (note.names.length > 0 ? ` (${named(note)})` : '');

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const named = ({ names, more_names }: Told) => list.format(more_names > 0 ? [...names, `${more_names} more`] : names);
