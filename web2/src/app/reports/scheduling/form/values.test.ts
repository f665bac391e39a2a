import { describe, expect, test } from 'vitest';
import { type ScheduledExport, scheduledExportInputSchema } from '@/scheduled-exports/schema';
import { copied } from './file-draft';
import { newFilter } from './filters';
import { formSchema } from './schema';
import { placeErrors } from './server-errors';
import { type FormValues, newValues, saidBy, toInput, toPatch, valuesOf, withMode } from './values';

const VIEWER = { email: 'ana@northwind.example', timezone: 'Europe/Berlin' };
const region = { name: 'region', label: 'Region', description: '', type: 'text', values: ['US', 'EMEA'] } as const;
const filled = (changes: Partial<FormValues> = {}): FormValues => ({
  ...newValues(VIEWER),
  report_type: 'compliance_summary',
  ...changes,
});
const by = (column: string) => ({ column, direction: 'asc' as const });
const problems = (values: FormValues) => {
  const result = formSchema.safeParse(values);
  return result.success ? [] : result.error.issues.map((issue) => [issue.path.join('.'), issue.message]);
};

const SAVED: ScheduledExport = {
  id: '5f0c8a52-9f0b-4d5e-9d2e-1b8a3e6f7c10',
  organization_id: '5f0c8a52-9f0b-4d5e-9d2e-1b8a3e6f7c11',
  owner_id: null,
  owner_name: null,
  can_edit: true,
  name: 'US compliance',
  report_type: 'compliance_summary',
  filters: { region: ['US'], assessed_at: { gt: 'x', lt: 'y' } },
  columns: ['region'],
  sort: [],
  row_limit: 500,
  format: 'csv',
  format_options: {},
  compression: 'none',
  has_archive_password: false,
  file_name_template: null,
  recurrence: '0 9 15W * *',
  recurrence_description: 'At 09:00 on the weekday nearest day 15',
  timezone: 'America/New_York',
  starts_at: '2027-03-01T15:30:00Z',
  ends_at: null,
  on_holidays: 'run',
  targets: [{ method: 'email', to: ['ana@northwind.example'] }],
  delivery_method: 'email',
  email: 'ana@northwind.example',
  catch_up: 'latest',
  catch_up_window_hours: 24,
  when_empty: 'send',
  when_unchanged: 'send',
  status: 'active',
  status_reason: null,
  next_run_at: null,
  runs_at: null,
  next_run_note: null,
  consecutive_failures: 0,
  last_run: null,
  version: 4,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};
const input = (values: FormValues) =>
  toInput(values, { recurrence: saidBy(values.schedule).recurrence ?? '', name: values.name ?? 'A name' });

describe('the file', () => {
  const file = (changes: Partial<FormValues['file']>) => ({ file: { ...newValues(VIEWER).file, ...changes } });
  const protectedJob = { ...SAVED, compression: 'zip', has_archive_password: true } as const;

  test('keeps the usual name without compression, unless somebody says otherwise', () => {
    expect(input(filled())).toMatchObject({ file_name_template: null, compression: 'none' });
    const chosen = input(filled(file({ name: ' {report} ', compression: 'zip', password: 'correct horse' })));
    expect(chosen).toMatchObject({
      file_name_template: '{report}',
      compression: 'zip',
      archive_password: 'correct horse',
    });
    expect(input(filled(file({ compression: 'gzip', password: 'typed, then gzip' })))).not.toHaveProperty(
      'archive_password',
    );
  });

  test('leaves a saved password alone until it is replaced, removed, or cannot be', () => {
    const before = input(valuesOf(protectedJob, []));
    const patch = (changes: Partial<FormValues['file']>) => {
      const values = valuesOf(protectedJob, []);
      return toPatch(before, input({ ...values, file: { ...values.file, ...changes } }), false);
    };
    expect(patch({})).toEqual({});
    expect(patch({ password: 'another one' })).toEqual({ archive_password: 'another one' });
    expect(patch({ removes: true })).toEqual({ archive_password: null });
    expect(patch({ compression: 'none' })).toEqual({ compression: 'none', archive_password: null });
  });

  test('of a copy asks for a password where the other job has one', () => {
    const values = valuesOf(protectedJob, []);
    const copy = { ...values, file: copied(values.file) };
    expect(problems(copy)).toEqual([['file.password', 'The password was not copied. Give one, or go without.']]);
    expect(problems({ ...copy, file: { ...copy.file, removes: true } })).toEqual([]);
    expect(problems({ ...copy, file: { ...copy.file, password: 'correct horse' } })).toEqual([]);
  });

  test('names what is wrong beside its field', () => {
    expect(
      problems(filled(file({ name: '{week}', compression: 'zip', password: 'short' }))).map(([path]) => path),
    ).toEqual(['file.name', 'file.password']);
    const errors = ['compression', 'archive_password', 'file_name_template'].map((path) => ({ path, message: 'No.' }));
    expect(placeErrors(errors, filled()).placed.map(({ field }) => field)).toEqual([
      'file.compression',
      'file.password',
      'file.name',
    ]);
  });
});

describe('the options of a format', () => {
  test('are sent where they differ from its defaults', () => {
    const values = filled({ format_options: { delimiter: 'tab', header: true, bom: true } });
    expect(input(values)).toMatchObject({ format: 'csv', format_options: { delimiter: 'tab', bom: true } });
    expect(input(filled({ format: 'json', format_options: { delimiter: 'tab' } }))).toMatchObject({
      format_options: {},
    });
  });

  test('come back from a saved job without what its format does not know', () => {
    const saved = { ...SAVED, format_options: { delimiter: 'pipe', colour: 'red', header: { on: 1 } } };
    expect(valuesOf(saved, []).format_options).toEqual({ delimiter: 'pipe' });
    expect(valuesOf({ ...SAVED, format: 'xls' }, []).format).toBe('csv');
  });

  test('that contradict each other are said before the server is asked', () => {
    expect(problems(filled({ format_options: { decimal_separator: 'comma' } }))).toEqual([
      ['format_options.decimal_separator', 'A decimal comma needs another delimiter: semicolon, tab or pipe.'],
    ]);
    expect(problems(filled({ format_options: { decimal_separator: 'comma', delimiter: 'tab' } }))).toEqual([]);
  });

  test('that the server refuses are marked at their own control', () => {
    expect(placeErrors([{ path: 'format_options.bom', message: 'No.' }], filled())).toEqual({
      placed: [{ field: 'format_options.bom', message: 'No.' }],
      rest: [],
    });
  });
});

describe('a new form', () => {
  test('needs nothing but a report', () => {
    expect(problems(newValues(VIEWER))).toEqual([['report_type', 'Choose a report.']]);
    expect(problems(filled())).toEqual([]);
  });

  test('gives what the API takes: CSV, weekdays at nine in my zone, to me', () => {
    const body = input(filled({ filters: [{ ...newFilter(region as never), values: ['US'] }] }));
    expect(scheduledExportInputSchema.parse(body)).toMatchObject({
      report_type: 'compliance_summary',
      filters: { region: ['US'] },
      format: 'csv',
      recurrence: '0 9 * * 1-5',
      timezone: 'Europe/Berlin',
      targets: [{ method: 'email', to: ['ana@northwind.example'] }],
      row_limit: null,
      starts_at: null,
    });
  });

  test('names each mistake beside its field', () => {
    const wrong = filled({
      filters: [
        { ...newFilter({ ...region, type: 'number', label: 'Score' } as never), operator: 'gte', value: '12x' },
      ],
      schedule: { ...newValues(VIEWER).schedule, mode: 'cron', cron: ' ' },
      to: ['ana@northwind.example', 'jo@nw'],
      name: '',
      catch_up: 'all',
      catch_up_window_hours: '1000',
      columns: [],
      sort: [by('region'), by('region')],
      row_limit: '1.5',
      starts_on: '2027-03-02',
      ends_on: '2027-03-01',
    });
    expect(problems(wrong)).toEqual([
      ['filters.0.value', '“12x” is not a number.'],
      ['columns', 'Keep at least one column.'],
      ['sort', 'Sort by each column once.'],
      ['row_limit', 'Enter a whole number from 1 to 100,000,000, or nothing.'],
      ['schedule.cron', 'Write a cron expression, such as 0 9 * * 1-5.'],
      ['to', '“jo@nw” is not a complete address.'],
      ['name', 'Give it a name.'],
      ['catch_up_window_hours', 'Enter 1 to 720 hours.'],
      ['ends_on', 'The end must be after the start.'],
    ]);
  });

  test('takes any number of ways to deliver but none', () => {
    expect(problems(filled({ methods: [] }))).toEqual([['methods', 'Add at least one way to deliver.']]);
    expect(problems(filled({ methods: ['download'], to: [] }))).toEqual([]);
    expect(input(filled({ methods: ['download', 'email'] })).targets).toHaveLength(2);
  });

  test('ends at the last second of its last day in the job’s zone', () =>
    expect(input(filled({ ends_on: '2027-12-31' })).ends_at).toBe('2027-12-31T22:59:59.000Z'));
});

describe('an edit', () => {
  const before = valuesOf(SAVED, [region as never]);

  test('that changes nothing writes nothing, whatever the controls cannot show', () => {
    expect(problems(before)).toEqual([]);
    expect(toPatch(input(before), input(before), false)).toEqual({});
    expect(input(before).filters).toEqual(SAVED.filters);
  });

  test('writes only what was changed', () => {
    const after = {
      ...before,
      columns: null,
      sort: [by('region')],
      row_limit: '',
      to: [...before.to, 'jo@partner.example'],
    };
    expect(toPatch(input(before), input(after), false)).toEqual({
      columns: null,
      sort: [{ column: 'region', direction: 'asc' }],
      row_limit: null,
      targets: [{ method: 'email', to: ['ana@northwind.example', 'jo@partner.example'] }],
    });
  });

  test('to another report gives up the columns of the old one', () => {
    const after = { ...before, report_type: 'open_findings', filters: [], columns: null, sort: [] };
    expect(toPatch(input(before), input(after), false)).toEqual({
      report_type: 'open_findings',
      filters: {},
      columns: null,
    });
  });

  test('of a stopped job resumes it unless told otherwise', () => {
    const stopped = valuesOf({ ...SAVED, status: 'failed' }, []);
    expect(stopped.resume).toBe(true);
    expect(toPatch(input(stopped), input(stopped), stopped.resume)).toEqual({ status: 'active' });
  });
});

describe('the three tabs', () => {
  const draft = valuesOf(SAVED, []).schedule;

  test('open where the recurrence can be shown whole', () => {
    expect(draft.mode).toBe('cron');
    expect(newValues(VIEWER).schedule.mode).toBe('presets');
    const recurrence = 'RRULE:FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4';
    expect(valuesOf({ ...SAVED, recurrence }, []).schedule.mode).toBe('words');
  });

  test('keep the recurrence when only looked at', () => {
    const looked = withMode(withMode(draft, 'presets', draft.recurrence), 'words', draft.recurrence);
    expect(saidBy(looked)).toEqual({ recurrence: '0 9 15W * *' });
  });

  test('carry a valid edit from one to the next', () => {
    const fromWords = withMode({ ...draft, mode: 'words', words: 'every monday at 8' }, 'presets', '0 8 * * 1');
    expect(fromWords.preset).toMatchObject({ repeats: 'week', days: [1], at: '08:00' });
    expect(withMode(fromWords, 'cron', '0 8 * * 1').cron).toBe('0 8 * * 1');
  });
});

test('what the server refuses lands on its field, the rest in the bar', () => {
  const filters = [{ ...newFilter(region as never) }];
  const errors = [
    { path: 'filters.region.in.0', message: 'a' },
    { path: 'targets.0.to.1', message: 'b' },
    { path: 'recurrence', message: 'c' },
    { path: 'filters.gone', message: 'd' },
    { path: 'organization_id', message: 'e' },
  ];
  expect(placeErrors(errors, filled({ filters }))).toEqual({
    placed: [
      { field: 'filters.0.value', message: 'a' },
      { field: 'to', message: 'b' },
      { field: 'schedule', message: 'c' },
    ],
    rest: ['d', 'e'],
  });
});
