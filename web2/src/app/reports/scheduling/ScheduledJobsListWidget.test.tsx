import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { notify } from '@/components/ui/toaster';
import { ScheduledJobsListWidget } from './ScheduledJobsListWidget';
import { problem, silence } from './testing/fake-api';
import { idOf, job, lastRun, VIEWER } from './testing/fixtures';
import { renderWidget } from './testing/render';

afterEach(() => {
  vi.unstubAllGlobals();
  notify.dismiss();
});

type Options = Parameters<typeof renderWidget>[1];
const show = (options: Options = {}) => renderWidget(<ScheduledJobsListWidget viewer={VIEWER} />, options);

const summary = job(1, { name: 'US compliance summary', last_run: lastRun(1) });
const archive = job(2, {
  name: 'Assessments archive',
  status: 'failed',
  status_reason: 'too_many_failures',
  consecutive_failures: 5,
  next_run_at: null,
  last_run: lastRun(2, { status: 'failed', error_message: 'The report took too long.', deliveries_total: 0 }),
});
const board = job(3, { name: 'Board pack', status: 'paused', next_run_at: null, can_edit: false, owner_name: null });

const rowOf = async (name: string) => (await screen.findByRole('link', { name })).closest('tr') as HTMLElement;

async function openMenu({ user }: Pick<ReturnType<typeof show>, 'user'>, name: string) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
}

describe('a row', () => {
  test('says what runs, when, and how it went last', async () => {
    show({ api: { jobs: [summary] } });
    const row = await rowOf('US compliance summary');
    await within(row).findByText('Compliance summary · CSV · 3 recipients');
    expect(row).toHaveTextContent('Every Monday at 09:00New York');
    expect(row).toHaveTextContent('Mon 30 Nov');
    expect(within(row).getByText('Delivered')).toBeVisible();
    expect(row).toHaveTextContent('3 of 3');
    expect(row).toHaveTextContent('Ana Ruiz');
    expect(screen.getByRole('table', { name: 'Scheduled jobs' })).toBeVisible();
  });

  test('of a stopped job says why and leads to mending it', async () => {
    const { user, url } = show({ api: { jobs: [archive] } });
    const row = await rowOf('Assessments archive');
    expect(within(row).getByText('Stopped')).toBeVisible();
    expect(row).toHaveTextContent('It failed 5 times in a row. The report took too long.');
    expect(within(row).getByText('Failed 5 times')).toBeVisible();
    await user.click(within(row).getByRole('button', { name: 'Fix and resume' }));
    await waitFor(() => expect(url.search).toBe(`?edit=${archive.id}`));
  });

  test('of a failing job says how close it is to being stopped', async () => {
    show({ api: { jobs: [{ ...summary, consecutive_failures: 2 }] } });
    expect(await screen.findByText('Failing (2 of 5)')).toBeVisible();
  });

  test('says when it really runs where a holiday is in the way, and why', async () => {
    const runs_at = '2026-12-07T14:00:00Z';
    const skipping = { ...summary, runs_at, next_run_note: 'Skips Mon 30 Nov (Stocktaking).' };
    const closed = { ...archive, status: 'active' as const, next_run_at: runs_at, runs_at: null };
    show({ api: { jobs: [skipping, { ...closed, next_run_note: 'Skips Fri 25 Dec (Christmas Day).' }] } });
    const row = await rowOf('US compliance summary');
    expect(row).toHaveTextContent('Mon 7 Dec');
    expect(row).toHaveTextContent('Skips Mon 30 Nov (Stocktaking).');
    expect(await rowOf('Assessments archive')).toHaveTextContent('–noneSkips Fri 25 Dec (Christmas Day).');
  });

  test('whose report is gone says so and leads to another', async () => {
    const orphan = { ...summary, report_type: 'old_report' };
    const { user, url } = show({ api: { jobs: [orphan, { ...archive, report_type: 'old_report' }] } });
    const row = await rowOf('US compliance summary');
    expect(await within(row).findByText(/^Report no longer exists/)).toHaveTextContent(
      'Report no longer exists (old_report)',
    );
    expect(row).toHaveTextContent('CSV · 3 recipients');
    // one way to mend it
    const stopped = await rowOf('Assessments archive');
    expect(stopped).toHaveTextContent('Report no longer exists (old_report)');
    expect(within(stopped).getAllByRole('button')).toHaveLength(2);
    await user.click(within(row).getByRole('button', { name: 'Choose a report for US compliance summary' }));
    await waitFor(() => expect(url.search).toBe(`?edit=${orphan.id}`));
  });

  test('says nothing of its report while the reports are not known', async () => {
    show({ api: { jobs: [summary], instead: { 'GET /api/reports': () => problem(503, 'unavailable', '') } } });
    expect(await rowOf('US compliance summary')).toHaveTextContent('compliance_summary · CSV · 3 recipients');
    expect(screen.queryByText(/no longer exists/)).not.toBeInTheDocument();
  });

  test('of somebody else offers only what the person may do', async () => {
    const view = show({ api: { jobs: [board] } });
    await openMenu(view, 'Board pack');
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((item) => item.textContent)).toEqual(['Duplicate', 'View history']);
  });
});

describe('running now', () => {
  test('happens without a question within the own domain, and says so', async () => {
    const view = show({ api: { jobs: [summary] } });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Run now' }));
    expect(await screen.findByText('“US compliance summary” runs now')).toBeVisible();
    expect(view.api.runs).toMatchObject([{ trigger: 'manual', scheduled_export_id: summary.id }]);
    const asked = view.api.calls.find(({ path }) => path.endsWith('/run'));
    expect(asked?.headers.get('idempotency-key')).toMatch(/^[\da-f]{32}$/);
  });

  test.each([
    ['somebody outside', ['board@partner.example'], 'It mails board@partner.example. The schedule goes on as before.'],
    [
      'over 20 people',
      Array.from({ length: 21 }, (_, i) => `p${i}@northwind.example`),
      'It mails 21 recipients. The schedule goes on as before.',
    ],
  ])('asks once when it mails %s', async (_who, to, sentence) => {
    const view = show({ api: { jobs: [{ ...summary, targets: [{ method: 'email', to }] }] } });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Run now' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Run “US compliance summary” now?' });
    expect(dialog).toHaveTextContent(sentence);
    expect(view.api.runs).toEqual([]);
    await view.user.click(within(dialog).getByRole('button', { name: 'Run now' }));
    expect(await screen.findByText('“US compliance summary” runs now')).toBeVisible();
  });

  test('that is refused says why', async () => {
    const refuse = () => problem(409, 'conflict', 'This was already asked for, and waits for its turn.');
    const view = show({
      api: { jobs: [summary], instead: { [`POST /api/scheduled-exports/${summary.id}/run`]: refuse } },
    });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Run now' }));
    expect(
      await screen.findByText(
        '“US compliance summary” could not be run. This was already asked for, and waits for its turn.',
      ),
    ).toBeVisible();
  });
});

describe('pausing', () => {
  test('shows at once, says so, and can be undone', async () => {
    const view = show({ api: { jobs: [summary] } });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Pause' }));
    expect(within(await rowOf(summary.name)).getByText('Paused')).toBeVisible();
    expect(await screen.findByText('“US compliance summary” paused')).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('“US compliance summary” resumed')).toBeVisible();
    expect(view.api.jobs[0]?.status).toBe('active');
  });

  test('is taken back with a sentence when the server refuses', async () => {
    const refuse = () => problem(403, 'forbidden', 'Jo took this job over.');
    const view = show({
      api: { jobs: [summary], instead: { [`PATCH /api/scheduled-exports/${summary.id}`]: refuse } },
    });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Pause' }));
    expect(
      await screen.findByText('“US compliance summary” could not be paused. Jo took this job over.'),
    ).toBeVisible();
    expect(within(await rowOf(summary.name)).queryByText('Paused')).not.toBeInTheDocument();
    view.api.instead = {};
    await view.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('“US compliance summary” paused')).toBeVisible();
  });
});

describe('deleting', () => {
  test('asks first, names the job, and moves the focus to the next one', async () => {
    const view = show({ api: { jobs: [summary, archive] } });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete “US compliance summary”?' });
    expect(within(dialog).getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await view.user.click(within(dialog).getByRole('button', { name: 'Delete job' }));
    expect(await screen.findByText('“US compliance summary” deleted')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('link', { name: 'Assessments archive' })).toHaveFocus());
    expect(screen.queryByRole('link', { name: summary.name })).not.toBeInTheDocument();
  });

  test('changes nothing when the question is answered with Cancel', async () => {
    const view = show({ api: { jobs: [summary] } });
    await openMenu(view, summary.name);
    await view.user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    await view.user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect(view.api.jobs).toHaveLength(1);
  });
});

describe('finding', () => {
  test('by words and status stands in the URL and is said aloud', async () => {
    const view = show({ api: { jobs: [summary, archive, board] } });
    await rowOf(summary.name);
    await view.user.click(screen.getByRole('radio', { name: 'Paused' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: summary.name })).not.toBeInTheDocument());
    expect(view.url.search).toBe('?status=paused');
    await waitFor(() => expect(screen.getByText('1 job, filtered by Paused')).toBeInTheDocument());
    await view.user.type(screen.getByRole('searchbox', { name: 'Search jobs' }), 'emea');
    expect(await screen.findByText('No job matches “emea” and Paused.')).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await rowOf(summary.name)).toBeVisible();
    await waitFor(() => expect(view.url.search).toBe(''));
  });

  test('begins where the URL says', async () => {
    show({ search: '?q=board', api: { jobs: [summary, board] } });
    expect(await rowOf('Board pack')).toBeVisible();
    expect(screen.queryByRole('link', { name: summary.name })).not.toBeInTheDocument();
  });

  test('goes on past fifty jobs, and back', async () => {
    const jobs = Array.from({ length: 53 }, (_, i) => job(i + 1));
    const view = show({ api: { jobs } });
    expect(await screen.findByText('Jobs 1 – 50')).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Jobs 51 – 53')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Job 53' })).toBeVisible();
    expect(view.url.search).toBe('?after=50');
    await view.user.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('Jobs 1 – 50')).toBeVisible();
  });
});

describe('the list', () => {
  test('invites to schedule the first export', async () => {
    const { user, url } = show();
    expect(await screen.findByText('Schedule your first export')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Schedule New Report Export' }));
    await waitFor(() => expect(url.search).toBe('?new='));
  });

  test('is marked busy while it loads', async () => {
    show({ api: { instead: { 'GET /api/scheduled-exports': silence } } });
    expect(screen.getByRole('table', { name: 'Scheduled jobs' }).closest('[aria-busy="true"]')).not.toBeNull();
  });

  test('says why it could not be loaded, names the request, and tries again', async () => {
    const view = show({
      api: { jobs: [summary], instead: { 'GET /api/scheduled-exports': () => problem(500, 'internal', '') } },
    });
    expect(await screen.findByText('The jobs could not be loaded.')).toBeVisible();
    expect(screen.getByText('Something failed on our side.')).toBeVisible();
    expect(screen.getByText('req-7f3a')).toBeInTheDocument();
    view.api.instead = {};
    await view.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(summary.name)).toBeVisible();
  });

  test('lights the row that was just saved', async () => {
    renderWidget(<ScheduledJobsListWidget viewer={VIEWER} litId={idOf('job', 1)} />, {
      api: { jobs: [summary, archive] },
    });
    expect(await rowOf(summary.name)).toHaveAttribute('data-selected', 'true');
    expect(await rowOf(archive.name)).not.toHaveAttribute('data-selected');
  });
});
