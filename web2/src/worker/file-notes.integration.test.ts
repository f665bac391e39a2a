import { expect, it } from 'vitest';
import { PATIENT } from '#test/worker-steps';
import { DAY_1, useWorld } from '#test/worker-world';
import { noteSentence } from '@/formats/file-notes';

const world = useWorld();
const LONG = 'x'.repeat(32_768);

const notes = async () => (await world.row(`select notes from export_files where status = 'ready'`)).notes;

it.each([
  [
    'a workbook',
    { format: 'xlsx', row_limit: 2, sort: JSON.stringify([{ column: 'id', direction: 'asc' }]) },
    [{ name: LONG }, { name: LONG }, { name: 'left out' }],
    [
      { code: 'rows_left_out', count: 2, names: [], more_names: 0 },
      { code: 'cells_cut', count: 2, names: ['Name'], more_names: 0 },
    ],
  ],
  [
    'pages',
    { format: 'pdf', columns: ['name'] },
    [{ name: '東京 🙂' }],
    [{ code: 'characters_missing', count: 3, names: ['Han', 'Emoji'], more_names: 0 }],
  ],
  [
    'a Parquet file',
    { format: 'parquet' },
    [{ day: 'infinity', at: '-infinity', amount: 'NaN' }],
    [{ code: 'values_missing', count: 2, names: ['Day', 'At'], more_names: 0 }],
  ],
  ['a CSV file', { format: 'csv' }, [{ name: LONG, day: 'infinity', at: '-infinity', amount: 'NaN' }], []],
  ['a JSON file', { format: 'json' }, [{ name: LONG, day: 'infinity', at: '-infinity', amount: 'NaN' }], []],
])(
  'what %s could not hold stands with it and in both parts of its mail, the same at each try',
  async (_, values, items, expected) => {
    await world.items(items);
    world.smtp.behave({ data: { code: 451, text: 'come back later' } });
    await world.schedule(values);
    await world.tick({ now: DAY_1, timing: PATIENT });
    expect(await notes()).toEqual(expected);
    expect(await world.row(`select truncated from export_files where status = 'ready'`)).toEqual({
      truncated: expected.some(({ code }) => code === 'rows_left_out'),
    });

    world.smtp.behave({});
    await world.rows(`update export_deliveries set run_after = now() where status = 'pending'`);
    await world.tick();
    const [first = '', second] = world.smtp.received.map(({ raw }) => raw.replace(/^Date:.*$/m, ''));
    expect(second).toBe(first);
    const sentences = /(?:Cut at|\d+ (?:cells?|characters?|values?)) [^<>\r\n]*(?=[<\r])/g;
    const said = decoded(first).match(sentences) ?? [];
    expect(said).toEqual([...expected, ...expected].map(noteSentence)); // as text, then as html
  },
);

/** The parts of a mail, from quoted-printable. */
function decoded(raw: string): string {
  const bytes = raw
    .replace(/=\r?\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`)));
  return Buffer.from(bytes, 'latin1').toString();
}
