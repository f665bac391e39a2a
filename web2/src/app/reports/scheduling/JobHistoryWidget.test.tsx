import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { notify } from '@/components/ui/toaster';
import { JobHistoryWidget } from './JobHistoryWidget';
import { json, problem } from './testing/fake-api';
import { ago, ahead, delivery, idOf, job, run, VIEWER } from './testing/fixtures';
import { renderWidget } from './testing/render';

afterEach(() => {
  vi.unstubAllGlobals();
  notify.dismiss();
});

type Options = Parameters<typeof renderWidget>[1];
const show = (options: Options = {}, latest?: number) =>
  renderWidget(<JobHistoryWidget viewer={VIEWER} {...(latest && { latest })} />, options);

const delivered = run(1, { name: 'US compliance summary', late_seconds: 720 });
const failed = run(2, {
  actions: ['edit', 'retry', 'replay'],
  name: 'Assessments archive',
  status: 'failed',
  error_code: 'report_timeout',
  error_message: 'The report took too long. Shorten the period or add a filter.',
  file: null,
  deliveries: [],
  attempt: 5,
});
const partly = run(3, {
  name: 'Open findings',
  status: 'partially_delivered',
  deliveries: [
    delivery(1),
    delivery(2, {
      label: 'jo@partner.example',
      status: 'bounced',
      error_message: 'The mailbox is full.',
      sent_at: null,
      attempt: 3,
    }),
  ],
});

const rowOf = async (name: string) => (await screen.findByText(name)).closest('tr') as HTMLElement;
const expand = async ({ user }: Pick<ReturnType<typeof show>, 'user'>, name: string) =>
  user.click(await screen.findByRole('button', { name: new RegExp(`^Details of ${name}`) }));

describe('a row', () => {
  test('says how a run ended, how long it took, what it made and who got it', async () => {
    show({ api: { runs: [delivered] } });
    const row = await rowOf('US compliance summary');
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual([
      '',
      'Delivered',
      'US compliance summary',
      expect.stringMatching(/12:30.*Late 12\u00a0m$/),
      '4.2\u00a0s',
      '1,284',
      'CSV 212\u00a0KB',
      '3 of 3',
    ]);
  });

  test('says what the file could not hold: the first in the row, all in the detail', async () => {
    const notes = [
      { code: 'rows_left_out', count: 100, names: [], more_names: 0, message: 'Cut at the job’s limit of 100 rows.' },
      { code: 'cells_cut', count: 1, names: ['Remarks'], more_names: 0, message: '1 cell was cut (Remarks).' },
    ];
    const noted = run(1, { name: 'Noted' });
    const view = show({ api: { runs: [{ ...noted, file: noted.file && { ...noted.file, truncated: true, notes } }] } });
    expect(await rowOf('Noted')).toHaveTextContent('Cut at the job’s limit of 100 rows. And 1 more note.');
    await expand(view, 'Noted');
    const said = within(screen.getByRole('list', { name: 'Notes on the file' })).getAllByRole('listitem');
    expect(said.map(({ textContent }) => textContent)).toEqual(notes.map(({ message }) => message));
  });

  test('opens in place with the sentence, the deliveries and the download', async () => {
    const view = show({ api: { runs: [delivered, partly] } });
    await expand(view, 'Open findings');
    const button = screen.getByRole('button', { name: /^Details of Open findings/ });
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByText('jo@partner.example did not get it. The mailbox is full. The other one did.'),
    ).toBeVisible();
    const deliveries = screen.getByRole('table', { name: 'Deliveries of Open findings' });
    expect(within(deliveries).getByRole('row', { name: /jo@partner\.example.*Bounced.*3/ })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Download' })).toHaveAttribute(
      'href',
      `/api/export-runs/${partly.id}/download`,
    );
    await view.user.click(button);
    expect(screen.queryByRole('table', { name: 'Deliveries of Open findings' })).not.toBeInTheDocument();
  });

  test('copies the checksum and says so', async () => {
    const view = show({ api: { runs: [delivered] } });
    await expand(view, 'US compliance summary');
    await view.user.click(screen.getByRole('button', { name: 'Copy checksum' }));
    expect(await navigator.clipboard.readText()).toBe(delivered.file?.sha256);
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
  });

  test('of a failed run says why and leads to the cure', async () => {
    const view = show({ api: { runs: [failed] } });
    await expand(view, 'Assessments archive');
    expect(
      screen.getByText('The report took too long. Shorten the period or add a filter. No file was made.'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Edit filters' })).toHaveAttribute(
      'href',
      `/reports/scheduling?edit=${failed.scheduled_export_id}`,
    );
    // What helps comes first, and why.
    const cures = [
      screen.getByRole('link', { name: 'Edit filters' }),
      screen.getByRole('button', { name: 'Retry run' }),
    ];
    expect(cures[0]?.compareDocumentPosition(cures[1] as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByText(/^A retry or a replay goes by the job as it was planned/)).toBeVisible();
    expect(screen.getByText('report_timeout')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Download' })).not.toBeInTheDocument();
  });

  test('of a file that was removed says so and keeps the record', async () => {
    const file = delivered.file && {
      ...delivered.file,
      status: 'removed' as const,
      expires_at: '2026-10-23T12:00:00Z',
    };
    const view = show({ api: { runs: [{ ...delivered, file }] } });
    await expand(view, 'US compliance summary');
    expect(
      screen.getByText(/The file was removed on 23 Oct 2026 as your settings say\. The record stays\./),
    ).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Download' })).not.toBeInTheDocument();
  });
});

describe('what can be done with a run', () => {
  const running = run(9, {
    ...{ name: 'Evidence log', status: 'running', finished_at: null, file: null, deliveries: [] },
    actions: ['cancel'],
  });
  const queued = { ...running, status: 'queued', started_at: null, attempt: 0 } as const;
  const may = { actions: ['retry', 'replay'] as ['retry', 'replay'] };

  test('a run that waits is cancelled from its row, at once and without a question', async () => {
    const view = show({ api: { runs: [queued] } });
    await view.user.click(await screen.findByRole('button', { name: 'Cancel Evidence log' }));
    expect(within(await rowOf('Evidence log')).getByText('Cancelled')).toBeVisible();
    expect(await screen.findByText('“Evidence log” cancelled. Nobody was mailed.')).toBeVisible();
    expect(view.api.runs[0]?.status).toBe('cancelled');
    expect(screen.queryByRole('button', { name: 'Cancel Evidence log' })).not.toBeInTheDocument();
  });

  test('a running one is seen to stop', async () => {
    const answer = () => json({ ...running, stopping: true, actions: [] });
    const view = show({
      api: { runs: [running], instead: { [`POST /api/export-runs/${running.id}/cancel`]: answer } },
    });
    await view.user.click(await screen.findByRole('button', { name: 'Cancel Evidence log' }));
    expect(within(await rowOf('Evidence log')).getByText('Stopping')).toBeVisible();
    expect(await screen.findByText('“Evidence log” stops in a moment. Nobody was mailed.')).toBeVisible();
  });

  test('a refused cancellation is taken back with a sentence, and can be tried again', async () => {
    const refuse = () => problem(409, 'conflict', 'There is nothing left to cancel: the run was already delivered.');
    const view = show({
      api: { runs: [queued], instead: { [`POST /api/export-runs/${queued.id}/cancel`]: refuse } },
    });
    await view.user.click(await screen.findByRole('button', { name: 'Cancel Evidence log' }));
    expect(
      await screen.findByText(
        '“Evidence log” could not be cancelled. There is nothing left to cancel: the run was already delivered.',
      ),
    ).toBeVisible();
    expect(within(await rowOf('Evidence log')).getByText('Queued')).toBeVisible();
    view.api.instead = {};
    await view.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('“Evidence log” cancelled. Nobody was mailed.')).toBeVisible();
  });

  test('a retry names how many deliveries it tries again', async () => {
    const view = show({ api: { runs: [{ ...partly, ...may }] } });
    await expand(view, 'Open findings');
    await view.user.click(screen.getByRole('button', { name: 'Retry 1 delivery' }));
    expect(await screen.findByText('“Open findings”: 1 delivery tried again')).toBeVisible();
    expect(view.api.runs[0]).toMatchObject({ status: 'delivering' });
    expect(within(await rowOf('Open findings')).getByText('Sending')).toBeVisible();
  });

  test('a run without a file is tried again as a whole', async () => {
    const view = show({ api: { runs: [{ ...failed, ...may }] } });
    await expand(view, 'Assessments archive');
    await view.user.click(screen.getByRole('button', { name: 'Retry run' }));
    expect(await screen.findByText('“Assessments archive” is tried again')).toBeVisible();
    expect(within(await rowOf('Assessments archive')).getByText('Queued')).toBeVisible();
  });

  test('a replay asks first whom it mails, and makes a run of its own', async () => {
    const view = show({ api: { runs: [{ ...delivered, period_start: '2026-11-16T05:00:00Z' }] } });
    await expand(view, 'US compliance summary');
    await view.user.click(screen.getByRole('button', { name: 'Replay this occurrence…' }));
    const dialog = await screen.findByRole('alertdialog', { name: /^Replay “US compliance summary” of Mon 23 Nov/ });
    expect(dialog).toHaveTextContent(
      '3 recipients get the file once more. It holds the rows of today for the period of then.',
    );
    expect(within(dialog).getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await view.user.click(within(dialog).getByRole('button', { name: 'Replay run' }));
    expect(await screen.findByText('“US compliance summary” is replayed')).toBeVisible();
    expect(view.api.runs[0]).toMatchObject({ trigger: 'replay', scheduled_for: delivered.scheduled_for });
    // An opened row is not pushed away.
    expect(await screen.findByText('1 newer run')).toBeVisible();
    const asked = view.api.calls.find(({ path }) => path.endsWith('/replay'));
    expect(asked?.headers.get('idempotency-key')).toMatch(/^[\da-f]{32}$/);
  });

  test('is nothing for somebody who may not', async () => {
    const view = show({ api: { runs: [{ ...failed, actions: [] }] } });
    await expand(view, 'Assessments archive');
    expect(screen.queryByRole('button', { name: /Retry|Replay|Cancel/ })).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Edit filters' })).not.toBeInTheDocument();
  });

  test('who asked, and who tried again, stands in the row and in the record', async () => {
    const manual = run(30, { name: 'Board pack', trigger: 'manual', requested_by_name: 'Jo Park' });
    const retried = { ...failed, retried_at: ago(5), retried_by_name: 'Ana Ruiz', missed_count: 2 };
    const view = show({ api: { runs: [manual, retried] } });
    expect(within(await rowOf('Board pack')).getByText('Run by hand by Jo Park')).toBeVisible();
    expect(
      within(await rowOf('Assessments archive')).getByText('Tried again by Ana Ruiz. 2 earlier runs were missed.'),
    ).toBeVisible();
    await expand(view, 'Board pack');
    expect(screen.getByText('By hand, by Jo Park')).toBeVisible();
    await expand(view, 'Assessments archive');
    expect(screen.getByText('Tried again by Ana Ruiz', { selector: 'dt' })).toBeVisible();
  });
});

describe('a running row', () => {
  const running = run(9, {
    name: 'Evidence log',
    scheduled_export_id: idOf('job', 7),
    status: 'running',
    progress_rows: 412_008,
    started_at: ago(1),
    finished_at: null,
    file: null,
    deliveries: [],
  });

  test('shows how far it is, measured by the last run of the same job', async () => {
    const earlier = run(8, { scheduled_export_id: idOf('job', 7) });
    show({ api: { runs: [running, { ...earlier, file: earlier.file && { ...earlier.file, row_count: 664_120 } }] } });
    expect(await screen.findByRole('progressbar', { name: 'Evidence log' })).toHaveAttribute('aria-valuenow', '62');
    expect(screen.getByText('about 62 % of the 664,120 rows of the last run')).toBeVisible();
  });

  test('turns into its result by itself, and says so aloud', async () => {
    const view = show({ api: { runs: [running] } });
    expect(await screen.findByText('412,008 rows so far')).toBeVisible();
    view.api.runs = [{ ...delivered, id: running.id, name: 'Evidence log' }];
    expect(await screen.findByText('Evidence log delivered, 1,284 rows')).toBeInTheDocument();
    expect(within(await rowOf('Evidence log')).getByText('Delivered')).toBeVisible();
  });

  test('does not push an opened row away when newer runs arrive', async () => {
    const view = show({ api: { runs: [running] } });
    await expand(view, 'Evidence log');
    view.api.runs = [run(20, { name: 'Newcomer' }), running];
    expect(await screen.findByText('1 newer run')).toBeVisible();
    expect(screen.queryByText('Newcomer')).not.toBeInTheDocument();
    await view.user.click(screen.getByRole('button', { name: 'Show' }));
    expect(await rowOf('Newcomer')).toBeVisible();
  });
});

describe('finding', () => {
  test('by status stands in the URL, and nothing found can be cleared', async () => {
    const view = show({ api: { runs: [delivered] } });
    await rowOf('US compliance summary');
    await view.user.click(screen.getByRole('combobox', { name: 'Status' }));
    await view.user.click(await screen.findByRole('option', { name: 'Failed' }));
    expect(await screen.findByText('No run matches Failed.')).toBeVisible();
    expect(view.url.search).toBe('?run_status=failed');
    await view.user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await rowOf('US compliance summary')).toBeVisible();
  });

  test('by what made them shows what was asked for by hand', async () => {
    const view = show({ api: { runs: [delivered, run(30, { name: 'Board pack', trigger: 'manual' })] } });
    await rowOf('US compliance summary');
    await view.user.click(screen.getByRole('combobox', { name: 'Trigger' }));
    await view.user.click(await screen.findByRole('option', { name: 'By hand' }));
    await waitFor(() => expect(screen.queryByText('US compliance summary')).not.toBeInTheDocument());
    expect(view.url.search).toBe('?run_trigger=manual');
  });

  test('by job shows its runs alone', async () => {
    const jobs = [job(1, { name: 'US compliance summary' }), job(2, { name: 'Assessments archive' })];
    const view = show({ api: { jobs, runs: [delivered, failed] } });
    await rowOf('Assessments archive');
    await view.user.click(screen.getByRole('combobox', { name: 'Job' }));
    await view.user.click(await screen.findByRole('option', { name: 'US compliance summary' }));
    await waitFor(() => expect(screen.queryByText('Assessments archive')).not.toBeInTheDocument());
    expect(view.url.search).toBe(`?job=${idOf('job', 1)}`);
  });

  test('goes on page by page', async () => {
    const view = show({ api: { runs: Array.from({ length: 27 }, (_, i) => run(i + 1)) } });
    expect(await screen.findByText('Runs 1 – 25')).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Runs 26 – 27')).toBeVisible();
  });
});

describe('the history', () => {
  test('names the next run while there is none yet', async () => {
    show({ api: { jobs: [job(1, { next_run_at: ahead(60) })] } });
    expect(await screen.findByText('No runs yet')).toBeVisible();
    expect(await screen.findByText(/^The next one is Mon 23 Nov( 2026)?, 16:30\.$/)).toBeVisible();
  });

  test('shows only the latest where it is asked to, and leads to all', async () => {
    const view = show({ api: { runs: [delivered, failed, partly] } }, 2);
    await rowOf('Assessments archive');
    expect(screen.queryByText('Open findings')).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All runs' })).toHaveAttribute('href', '/reports/scheduling/history');
    expect(view.api.calls.find(({ path }) => path === '/api/export-runs')?.query).toMatchObject({ limit: '2' });
  });

  test('says why it could not be loaded, and tries again', async () => {
    const view = show({
      api: { runs: [delivered], instead: { 'GET /api/export-runs': () => problem(503, 'unavailable', '') } },
    });
    expect(await screen.findByText('The runs could not be loaded.')).toBeVisible();
    view.api.instead = {};
    await view.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf('US compliance summary')).toBeVisible();
  });
});
