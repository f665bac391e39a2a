import { describe, expect, it } from 'vitest';
import { type FileNoteCode, fileNotes, noteSentence } from './file-notes';

const says = (code: FileNoteCode, times: [string, number][]) => fileNotes(code, times).map(noteSentence);

describe('a note on a file', () => {
  it('is none where nothing was lost', () => {
    expect(fileNotes('cells_cut', [])).toEqual([]);
    expect(fileNotes('values_missing', [['Due', 0]])).toEqual([]);
  });

  it.each<[FileNoteCode, [string, number][], string]>([
    [
      'cells_cut',
      [['Remarks', 1]],
      '1 cell was longer than Excel allows (32,767 characters) and was cut: it ends with “… (cut)” (Remarks).',
    ],
    [
      'cells_cut',
      [
        ['Remarks', 1200],
        ['Evidence', 1],
        ['Owner', 0],
      ],
      '1,201 cells were longer than Excel allows (32,767 characters) and were cut: they end with “… (cut)” (Remarks and Evidence).',
    ],
    [
      'characters_missing',
      [
        ['Han', 1],
        ['Han', 1],
        ['Emoji', 1],
      ],
      '3 characters could not be drawn and stand as empty boxes (Han and Emoji). Excel and CSV hold them.',
    ],
    [
      'values_missing',
      [['Due', 1]],
      '1 value that Parquet does not have, such as infinity, is empty (Due). CSV and JSON hold them.',
    ],
    ['numbers_rounded', [['Account', 2]], '2 numbers have more digits than a double holds and were rounded (Account).'],
  ])('%s says how much and where: %j', (code, times, sentence) => {
    expect(says(code, times)).toEqual([sentence]);
  });

  it('names the first ten places and counts the others', () => {
    const columns = Array.from({ length: 25 }, (_, n): [string, number] => [`c${n}`.padEnd(200, 'x'), 1]);
    const [note] = fileNotes('cells_cut', columns);
    expect(note).toMatchObject({ count: 25, more_names: 15 });
    expect(note?.names.map(({ length }) => length)).toEqual(Array(10).fill(100));
    expect(note && noteSentence(note)).toContain('x and 15 more).');
  });

  it('of a newer version is said by its code', () => {
    const note = { code: 'shades_lost', count: 1200, names: [], more_names: 0 };
    expect(noteSentence(note)).toBe('shades_lost: 1,200.');
    expect(noteSentence({ ...note, code: 'constructor' })).toBe('constructor: 1,200.');
  });
});
