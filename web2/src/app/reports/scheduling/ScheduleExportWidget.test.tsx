import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ReportColumn } from '@/reports/schema';
import { ScheduleExportWidget } from './ScheduleExportWidget';
import { problem } from './testing/fake-api';
import { job, VIEWER } from './testing/fixtures';
import { renderWidget } from './testing/render';

afterEach(() => vi.unstubAllGlobals());

type Options = Parameters<typeof renderWidget>[1];

const show = (options: Options = {}, props: Partial<Parameters<typeof ScheduleExportWidget>[0]> = {}) =>
  renderWidget(<ScheduleExportWidget viewer={VIEWER} {...props} />, options);

const openForm = async (options: Options = {}, props = {}) => {
  const view = show({ search: '?new', ...options }, props);
  await screen.findByRole('combobox', { name: 'Report' });
  return view;
};

async function chooseReport({ user }: Pick<ReturnType<typeof show>, 'user'>, name = /Compliance summary/) {
  await user.click(screen.getByRole('combobox', { name: 'Report' }));
  await user.click(await screen.findByRole('option', { name }));
}

const posted = ({ api }: ReturnType<typeof show>, method = 'POST') =>
  api.calls.filter((call) => call.method === method && call.path.startsWith('/api/scheduled-exports'));

describe('the folded widget', () => {
  test('is one button that opens the form and says so in the URL', async () => {
    const { user, url } = show();
    await user.click(screen.getByRole('button', { name: 'Schedule New Report Export' }));
    expect(await screen.findByRole('heading', { name: 'Schedule a report export' })).toHaveFocus();
    await waitFor(() => expect(url.search).toBe('?new='));
  });

  test('is absent for a person who may only look', () => {
    show({}, { viewer: { ...VIEWER, organization: { ...VIEWER.organization, role: 'viewer' } } });
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});

describe('scheduling', () => {
  test('takes nothing but a report: CSV, weekdays at nine in my zone, to me', async () => {
    const onSaved = vi.fn();
    const view = await openForm({}, { onSaved });
    await chooseReport(view);
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Compliance summary, every Monday at 09:00'),
    );
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText(/“Compliance summary, every Monday at 09:00” scheduled\. First run/)).toBeVisible();
    expect(posted(view)[0]?.body).toMatchObject({
      report_type: 'compliance_summary',
      format: 'csv',
      recurrence: '0 9 * * 1-5',
      timezone: 'Europe/Berlin',
      targets: [{ method: 'email', to: ['ana@northwind.example'] }],
    });
    expect(onSaved).toHaveBeenCalledWith(expect.objectContaining({ report_type: 'compliance_summary' }));
    await waitFor(() => expect(view.url.search).toBe(''));
    expect(screen.getByRole('button', { name: 'Schedule New Report Export' })).toBeVisible();
  });

  test('shows the next five runs on the job’s clock and on mine', async () => {
    await openForm({ api: { previews: { '0 9 * * 1-5': { timezone: 'America/New_York' } } } });
    const runs = await screen.findByRole('table', { name: 'Next 5 runs' });
    await waitFor(() => expect(within(runs).getAllByRole('row')).toHaveLength(6));
    expect(within(runs).getByRole('columnheader', { name: 'New York (job)' })).toBeVisible();
    expect(within(runs).getAllByRole('row')[1]?.textContent).toMatch(/^Mon 30 Nov( 2026)?, 09:0015:00$/);
  });

  test('points at every mistake, counts them, and lets them go one by one', async () => {
    const view = await openForm();
    const { user } = view;
    await user.click(screen.getByRole('button', { name: 'Remove ana@northwind.example' }));
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText('Choose a report.')).toBeVisible();
    expect(screen.getByText('Add at least one address.')).toBeVisible();
    expect(screen.getByText('2 fields need a change')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Report' })).toHaveFocus();
    expect(screen.getByRole('combobox', { name: 'Report' })).toHaveAccessibleDescription(/Choose a report\./);
    await chooseReport(view);
    expect(await screen.findByText('1 field needs a change')).toBeVisible();
    expect(posted(view)).toHaveLength(0);
  });

  test('keeps a bad address in sight and says what is wrong with it', async () => {
    const { user } = await openForm();
    await user.type(screen.getByRole('textbox', { name: 'To' }), 'jo@nw{Enter}');
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText('“jo@nw” is not a complete address.')).toBeVisible();
  });

  test('offers filters that fit the columns of the report', async () => {
    const view = await openForm();
    const { user } = view;
    await chooseReport(view);
    await user.click(await screen.findByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Region' }));
    await user.click(await screen.findByRole('button', { name: /Region values/ }));
    await user.click(await screen.findByRole('checkbox', { name: 'US' }));
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: /Month/ }));
    expect(screen.getByRole('combobox', { name: 'Month period' })).toHaveTextContent('Previous week');
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
    expect(posted(view)[0]?.body).toMatchObject({ filters: { region: ['US'], month: { period: 'previous_week' } } });
  });

  test('takes which columns, in which order, sorted how and how many rows, by keyboard alone', async () => {
    const view = await openForm();
    const { user } = view;
    await chooseReport(view);
    await user.click(screen.getByText('All 6 columns'));
    const columns = () => within(screen.getByRole('group', { name: /^Columns/ }));
    await user.click(columns().getByRole('checkbox', { name: 'Automated' }));
    screen.getByRole('button', { name: 'Move Month up' }).focus();
    await user.keyboard('{Enter}{Enter}{Enter}');
    expect(screen.getByRole('button', { name: 'Move Month up' })).toHaveFocus();
    expect(await screen.findByText('Month is column 1 of 5.')).toBeInTheDocument();
    columns().getByRole('checkbox', { name: 'Region' }).focus();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(columns().getByRole('checkbox', { name: 'Region' })).toHaveFocus();
    expect(
      columns()
        .getAllByRole('checkbox')
        .map((box) => box.getAttribute('aria-checked')),
    ).toEqual([...Array(5).fill('true'), 'false']);
    await user.click(screen.getByRole('button', { name: 'Add sorting' }));
    await user.click(screen.getByRole('combobox', { name: 'Sort column 1' }));
    await user.click(await screen.findByRole('option', { name: 'Assessments' }));
    await user.click(screen.getByRole('combobox', { name: 'Direction of Assessments' }));
    await user.click(await screen.findByRole('option', { name: 'Descending' }));
    await user.type(screen.getByRole('textbox', { name: 'Row limit' }), '100');
    expect(screen.getByText('5 of 6 columns')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
    expect(posted(view)[0]?.body).toMatchObject({
      columns: ['month', 'control', 'region', 'assessments', 'recorded_at'],
      sort: [{ column: 'assessments', direction: 'desc' }],
      row_limit: 100,
    });
  });

  test('previews the first rows as they would be written, only when asked', async () => {
    const view = await openForm();
    const { user } = view;
    await chooseReport(view);
    const asked = () => view.api.calls.filter(({ path }) => path === '/api/reports/compliance_summary/preview');
    expect(asked()).toHaveLength(0);
    await user.click(screen.getByText('Preview'));
    const rows = await screen.findByRole('table', { name: 'First rows of 1,284 rows' });
    expect(within(rows).getAllByRole('row')).toHaveLength(11);
    expect(
      within(rows)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual([...['Region', 'Control', 'Month', 'Assessments', 'Automated', 'Recorded at']]);
    expect(screen.getByText('1,284 rows as of now.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: /Month/ }));
    await waitFor(() => expect(asked()).toHaveLength(2));
    expect(asked()[1]?.body).toMatchObject({
      filters: { month: { period: 'previous_week' } },
      timezone: 'Europe/Berlin',
    });
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Control' }));
    expect(await screen.findByText('Complete the filters and columns to see the rows.')).toBeVisible();
  });

  test.each([
    [
      { rows: [], row_count: 0, period: { start: '2026-11-16T00:00:00Z', end: '2026-11-23T00:00:00Z' } },
      /^No rows match as of now, .*16.* – .*22/,
    ],
    [{ row_count: 50_000, row_count_is_exact: false }, /^More than 50,000 rows as of now\.$/],
    [{ row_count: 100, truncated: true }, /Your limit leaves rows out\.$/],
  ])('says of a preview %j how many rows there are', async (changes, sentence) => {
    const answer = {
      report_type: 'x',
      as_of: '',
      timezone: 'UTC',
      columns: [],
      rows: [{}],
      row_count_is_exact: true,
      truncated: false,
    };
    const preview = () => Response.json({ ...answer, period: null, ...changes });
    const view = await openForm({ api: { instead: { 'POST /api/reports/compliance_summary/preview': preview } } });
    await chooseReport(view);
    await view.user.click(screen.getByText('Preview'));
    expect(await screen.findByText(sentence)).toBeVisible();
  });

  test('says why a preview cannot be had, and saves all the same', async () => {
    const slow = () =>
      problem(422, 'report_unreadable', '“Compliance summary” took longer than 10 seconds. Add a filter.');
    const view = await openForm({ api: { instead: { 'POST /api/reports/compliance_summary/preview': slow } } });
    await chooseReport(view);
    await view.user.click(screen.getByText('Preview'));
    expect(await screen.findByText(/took longer than 10 seconds/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
  });

  test('builds itself from a report that it has never seen, of every kind of column', async () => {
    const column = (type: ReportColumn['type'], more: Partial<ReportColumn> = {}) => ({
      name: type,
      label: type,
      description: '',
      type,
      ...more,
    });
    const columns = [
      ...[column('text'), column('number'), column('boolean'), column('uuid'), column('other')],
      ...[column('date'), column('timestamp'), column('local_timestamp')],
      ...[column('enum', { values: ['sad', 'happy'] }), column('list', { element: 'text' })],
    ];
    const reports = [{ report_type: 'made_later', title: 'Made later', description: '', columns }];
    const view = await openForm({ api: { reports } });
    await chooseReport(view, /Made later/);
    const first = {
      ...{ text: 'is', number: 'is at least', boolean: 'is', uuid: 'is', other: 'is empty', date: 'is in' },
      ...{ timestamp: 'is in', local_timestamp: 'is in', enum: 'is any of', list: 'contains' },
    };
    for (const [label, operator] of Object.entries(first)) {
      await view.user.click(screen.getByRole('button', { name: 'Add filter' }));
      await view.user.click(await screen.findByRole('menuitem', { name: label }));
      expect(screen.getByRole('combobox', { name: `${label} operator` })).toHaveTextContent(operator);
    }
    expect(screen.queryByRole('button', { name: 'Add filter' })).not.toBeInTheDocument();
  });

  test('asks for at least one column, and puts what the server says of one beside the list', async () => {
    const columns = [{ path: 'columns.0', message: 'This report has no column “severity”.' }];
    const refused = () => problem(400, 'invalid_request', 'Some fields need a change.', columns);
    const view = await openForm({ api: { instead: { 'POST /api/scheduled-exports': refused } } });
    const { user } = view;
    await chooseReport(view, /Open findings/);
    await user.click(screen.getByText('All 2 columns'));
    await user.click(screen.getByRole('checkbox', { name: 'Severity' }));
    await user.click(screen.getByRole('checkbox', { name: 'Due on' }));
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText('Keep at least one column.')).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'Severity' }));
    await waitFor(() => expect(screen.queryByText('Keep at least one column.')).not.toBeInTheDocument());
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText('This report has no column “severity”.')).toBeVisible();
  });

  test('offers what may be chosen of the format, and points at what does not go together', async () => {
    const view = await openForm();
    const { user } = view;
    await chooseReport(view);
    await user.click(screen.getByText('CSV options'));
    await user.click(screen.getByRole('combobox', { name: 'Decimal separator' }));
    await user.click(await screen.findByRole('option', { name: 'Comma: 1,5' }));
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    const decimals = screen.getByRole('combobox', { name: 'Decimal separator' });
    await waitFor(() => expect(decimals).toHaveFocus());
    expect(decimals).toHaveAccessibleDescription(/needs another delimiter: semicolon, tab or pipe\./);
    await user.click(screen.getByRole('combobox', { name: 'Delimiter' }));
    await user.click(await screen.findByRole('option', { name: 'Semicolon' }));
    await user.click(screen.getByRole('checkbox', { name: 'Byte order mark' }));
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
    expect(posted(view)[0]?.body).toMatchObject({
      format: 'csv',
      format_options: { delimiter: 'semicolon', decimal_separator: 'comma', bom: true },
    });
  });

  test('names the file and puts it under a password', async () => {
    const view = await openForm();
    const { user } = view;
    await chooseReport(view);
    await user.click(screen.getByText('File name and compression'));
    await user.type(screen.getByRole('textbox', { name: 'File name' }), '{{week}');
    await user.click(screen.getByRole('radio', { name: /^Zip/ }));
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    const name = screen.getByRole('textbox', { name: 'File name' });
    await waitFor(() => expect(name).toHaveFocus());
    expect(name).toHaveAccessibleDescription(/There is no “\{week\}”\. Use \{report\}, .* or \{n\}\./);
    await user.clear(name);
    await user.type(name, '{{report} {{date}');
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
    expect(posted(view)[0]?.body).toMatchObject({
      ...{ file_name_template: '{report} {date}', compression: 'zip', archive_password: 'correct horse' },
    });
  });

  test('forgets the options of a format with the format', async () => {
    const view = await openForm();
    const { user } = view;
    await chooseReport(view);
    await user.click(screen.getByText('CSV options'));
    await user.click(screen.getByRole('checkbox', { name: 'Header row' }));
    await user.click(screen.getByRole('radio', { name: /^JSON/ }));
    await user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
    expect(posted(view)[0]?.body).toMatchObject({ format: 'json', format_options: {} });
  });

  test('reads a schedule in words and sends what it was understood as', async () => {
    const view = await openForm({
      api: { previews: { 'every monday at 8': { recurrence: '0 8 * * 1', description: 'Every Monday at 08:00' } } },
    });
    await chooseReport(view);
    await view.user.click(screen.getByRole('radio', { name: 'In words' }));
    await view.user.type(screen.getByRole('textbox', { name: 'Schedule in words' }), 'every monday at 8');
    expect(await screen.findByText('Understood as: every Monday at 08:00')).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)[0]?.body).toMatchObject({ recurrence: '0 8 * * 1' }));
  });

  test('says what it did not understand, and does not save it', async () => {
    const sentence = '“25pm” is not a time. Try 17:00 or 5pm.';
    const view = await openForm({ api: { previews: { 'daily at 25pm': sentence } } });
    await chooseReport(view);
    await view.user.click(screen.getByRole('radio', { name: 'In words' }));
    const words = screen.getByRole('textbox', { name: 'Schedule in words' });
    await view.user.type(words, 'daily at 25pm');
    expect(await screen.findByText(sentence)).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(words).toHaveFocus());
    expect(posted(view)).toHaveLength(0);
  });

  test('carries the schedule from one tab to the next', async () => {
    const { user } = await openForm({ api: { previews: { '*/15 * * * *': { description: 'Every 15 minutes' } } } });
    await user.click(screen.getByRole('radio', { name: 'Cron' }));
    const cron = screen.getByRole('textbox', { name: 'Cron expression' });
    expect(cron).toHaveValue('0 9 * * 1-5');
    await user.clear(cron);
    await user.type(cron, '*/15 * * * *');
    await screen.findByText('Every 15 minutes');
    await user.click(screen.getByRole('radio', { name: 'Presets' }));
    expect(screen.getByRole('combobox', { name: 'Repeats' })).toHaveTextContent('Every few minutes');
    expect(screen.getByRole('combobox', { name: 'Every' })).toHaveTextContent('15 minutes');
  });

  test('puts what the server refuses beside its field, and keeps the draft', async () => {
    const errors = [{ path: 'targets.0.to.0', message: 'Northwind sends to northwind.example only.' }];
    const view = await openForm({
      api: {
        instead: { 'POST /api/scheduled-exports': () => problem(400, 'invalid_request', 'Some fields.', errors) },
      },
    });
    await chooseReport(view);
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText('Northwind sends to northwind.example only.')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'To' })).toHaveFocus());
    expect(screen.getByRole('combobox', { name: 'Report' })).toHaveTextContent('Compliance summary');
  });

  test('sends the same key when a press is repeated after a failure', async () => {
    const view = await openForm({
      api: { instead: { 'POST /api/scheduled-exports': () => problem(503, 'unavailable', '') } },
    });
    await chooseReport(view);
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    expect(await screen.findByText('Something failed on our side.')).toBeVisible();
    view.api.instead = {};
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(2));
    const [first, second] = posted(view).map(({ headers }) => headers.get('idempotency-key'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });
});

describe('editing', () => {
  const saved = job(1, { name: 'US compliance summary', filters: { region: ['US'] }, version: 4 });

  test('begins with what is saved and writes only what was changed, for the version that was seen', async () => {
    const view = await openForm({ search: `?edit=${saved.id}`, api: { jobs: [saved] } });
    const name = screen.getByRole('textbox', { name: 'Name' });
    expect(name).toHaveValue('US compliance summary');
    expect(screen.getByRole('button', { name: /Region values/ })).toHaveTextContent('US');
    await view.user.clear(name);
    await view.user.type(name, 'US summary');
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('“US summary” saved.')).toBeVisible();
    const [patch] = posted(view, 'PATCH');
    expect(patch?.body).toEqual({ name: 'US summary' });
    expect(patch?.headers.get('if-match')).toBe('"4"');
  });

  test('of several times a day says them in words, and keeps them until others are written', async () => {
    const recurrence = 'RRULE:FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=1,4';
    const times = { ...saved, recurrence };
    const previews = { [recurrence]: { recurrence, description: 'Every day at 09:00 and 17:30' } };
    const view = await openForm({ search: `?edit=${saved.id}`, api: { jobs: [times], previews } });
    const words = screen.getByRole('textbox', { name: 'Schedule in words' });
    expect(words).toHaveValue('');
    await waitFor(() =>
      expect(words).toHaveAccessibleDescription(
        'Until you write something, the schedule stays as it is: every day at 09:00 and 17:30.',
      ),
    );
    await view.user.type(screen.getByRole('textbox', { name: 'Name' }), '!');
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(posted(view, 'PATCH')[0]?.body).toEqual({ name: 'US compliance summary!' }));
  });

  test('says that somebody was faster, and loads their version', async () => {
    const view = await openForm({
      search: `?edit=${saved.id}`,
      api: {
        jobs: [saved],
        instead: { [`PATCH /api/scheduled-exports/${saved.id}`]: () => problem(412, 'precondition_failed', '') },
      },
    });
    await view.user.type(screen.getByRole('textbox', { name: 'Name' }), '!');
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('Somebody changed this job after you opened it.')).toBeVisible();
    view.api.jobs = [{ ...saved, name: 'Theirs', version: 5 }];
    await view.user.click(screen.getByRole('button', { name: 'Load the newer version' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Theirs'));
  });

  test('resumes a stopped job when it is saved', async () => {
    const stopped = { ...saved, status: 'failed' as const, status_reason: 'too_many_failures' };
    const view = await openForm({ search: `?edit=${saved.id}`, api: { jobs: [stopped] } });
    expect(screen.getByText('It failed 5 times in a row.')).toBeVisible();
    expect(screen.getByRole('checkbox', { name: 'Resume the job when it is saved' })).toBeChecked();
    await view.user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(posted(view, 'PATCH')[0]?.body).toEqual({ status: 'active' }));
  });

  test('of a copy makes a new job', async () => {
    const view = await openForm({ search: `?from=${saved.id}`, api: { jobs: [saved] } });
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Copy of US compliance summary');
    await view.user.click(screen.getByRole('button', { name: 'Schedule export' }));
    await waitFor(() => expect(posted(view)).toHaveLength(1));
  });

  test('of a job that is gone says so', async () => {
    show({ search: '?edit=10000000-0000-4000-8000-000000000009' });
    expect(await screen.findByText('The form could not be opened.')).toBeVisible();
    expect(screen.getByText('There is no such thing, or you may not see it.')).toBeVisible();
  });
});

test('a form that could not be loaded can be tried again', async () => {
  const view = show({ search: '?new', api: { instead: { 'GET /api/reports': () => problem(500, 'internal', '') } } });
  expect(await screen.findByText('The form could not be opened.')).toBeVisible();
  view.api.instead = {};
  await view.user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('combobox', { name: 'Report' })).toBeVisible();
});
