import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { SchedulingPage } from './scheduling-page';
import { problem, silence } from './testing/fake-api';
import { job, REPORTS, run, VIEWER } from './testing/fixtures';
import { renderWidget } from './testing/render';

afterEach(() => vi.unstubAllGlobals());

type Options = Parameters<typeof renderWidget>[1];
const show = (options: Options = {}) => renderWidget(<SchedulingPage viewer={VIEWER} />, options);

const summary = job(1, { name: 'US compliance summary' });
const stopped = job(2, { name: 'Archive', status: 'failed', status_reason: 'too_many_failures', next_run_at: null });
const newButton = () => screen.findByRole('button', { name: 'Schedule New Report Export' });

test('the page begins with what is going on and what needs a person', async () => {
  show({ api: { jobs: [summary, stopped], runs: [run(1)] } });
  expect(await screen.findByText(/^1 active, 1 needs attention\./)).toBeVisible();
  expect(screen.getByText('1 job needs attention.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Review' })).toHaveAttribute('href', '/reports/scheduling?status=failed');
  expect(await screen.findByRole('heading', { name: 'Latest runs' })).toBeVisible();
});

test('the form takes the place of its button, and gives the focus back to it', async () => {
  const { user } = show({ api: { jobs: [summary] } });
  await user.click(await newButton());
  expect(await screen.findByRole('heading', { name: 'Schedule a report export' })).toHaveFocus();
  expect(screen.queryByRole('button', { name: 'Schedule New Report Export' })).not.toBeInTheDocument();
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await newButton()).toHaveFocus();
});

/** Opens the form and closes it again, and waits until nothing of it is still asked for. */
async function openAndClose({ user, client }: ReturnType<typeof show>) {
  await user.click(await newButton());
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(client.isFetching()).toBe(0));
}

test('a report that was made meanwhile is there when the form is opened again, without waiting for it', async () => {
  const view = show({ api: { jobs: [summary] } });
  await openAndClose(view);
  const made = { report_type: 'fresh', title: 'Fresh report', description: '', columns: REPORTS[0]?.columns ?? [] };
  view.api.reports = [...REPORTS, made];
  await view.user.click(await newButton());
  // the list of before stands at once, and grows
  await view.user.click(screen.getByRole('combobox', { name: 'Report' }));
  expect(await screen.findByRole('option', { name: /^Fresh report/ })).toBeVisible();
});

test.each([
  ['are slow', silence],
  ['cannot be had', () => problem(503, 'unavailable', 'Try later.')],
])('the form opens with the reports of before when those of now %s', async (_, answer) => {
  const view = show({ api: { jobs: [summary] } });
  await openAndClose(view);
  const asked = () => view.api.calls.filter(({ path }) => path === '/api/reports').length;
  const before = asked();
  view.api.instead['GET /api/reports'] = answer;
  await view.user.click(await newButton());
  await waitFor(() => expect(asked()).toBeGreaterThan(before));
  if (answer !== silence) await waitFor(() => expect(view.client.isFetching()).toBe(0));
  await view.user.click(screen.getByRole('combobox', { name: 'Report' }));
  expect(await screen.findByRole('option', { name: /^Compliance summary/ })).toBeVisible();
});

test('there is one way to begin while nothing is scheduled, and the focus comes back to it too', async () => {
  const { user } = show();
  expect(await screen.findByText('Schedule your first export')).toBeVisible();
  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Schedule New Report Export' })).toHaveLength(1));
  await user.click(await newButton());
  await user.click(await screen.findByRole('button', { name: 'Close' }));
  expect(await newButton()).toHaveFocus();
});

test('a job that was just saved is lit in the list', async () => {
  const { user } = show({ search: `?edit=${summary.id}`, api: { jobs: [summary, stopped] } });
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), '!');
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  const row = () => screen.getByRole('link', { name: /^US compliance summary/ }).closest('tr');
  await waitFor(() => expect(row()).toHaveAttribute('data-selected', 'true'));
  await waitFor(() => expect(row()).not.toHaveAttribute('data-selected'));
  expect(await screen.findByRole('link', { name: 'US compliance summary!' })).toBeVisible();
});
