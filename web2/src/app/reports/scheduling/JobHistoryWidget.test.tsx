import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { JobHistoryWidget } from './JobHistoryWidget';
import { problem } from './testing/fake-api';
import { ago, ahead, delivery, idOf, job, run, VIEWER } from './testing/fixtures';
import { renderWidget } from './testing/render';

vi.setConfig({ testTimeout: 30_000 });
afterEach(() => vi.unstubAllGlobals());

type Options = Parameters<typeof renderWidget>[1];
const show = (options: Options = {}, latest?: number) =>
  renderWidget(<JobHistoryWidget viewer={VIEWER} {...(latest && { latest })} />, options);

const delivered = run(1, { name: 'US compliance summary', late_seconds: 720 });
const failed = run(2, {
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
    expect(await screen.findByText('Evidence log delivered, 1,284 rows', {}, { timeout: 5_000 })).toBeInTheDocument();
    expect(within(await rowOf('Evidence log')).getByText('Delivered')).toBeVisible();
  });

  test('does not push an opened row away when newer runs arrive', async () => {
    const view = show({ api: { runs: [running] } });
    await expand(view, 'Evidence log');
    view.api.runs = [run(20, { name: 'Newcomer' }), running];
    expect(await screen.findByText('1 newer run', {}, { timeout: 5_000 })).toBeVisible();
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
