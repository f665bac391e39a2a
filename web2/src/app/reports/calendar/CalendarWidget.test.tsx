import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { problem } from '../scheduling/testing/fake-api';
import { CALENDAR, VIEWER } from '../scheduling/testing/fixtures';
import { renderWidget } from '../scheduling/testing/render';
import { CalendarWidget } from './CalendarWidget';

const show = (options: Parameters<typeof renderWidget>[1] = {}) =>
  renderWidget(<CalendarWidget viewer={VIEWER} today="2026-11-23" />, options);
const own = () => screen.findByRole('table', { name: 'Days off of your own' });

test('shows the days off and the public holidays, leaving out what is past', async () => {
  const past = {
    ...CALENDAR.blackout_dates[0],
    id: 'past',
    name: 'Long ago',
    starts_on: '2026-01-02',
    ends_on: '2026-01-03',
  };
  show({ api: { calendar: { ...CALENDAR, blackout_dates: [past, ...CALENDAR.blackout_dates] } } });
  expect(within(await own()).getByText('Thu 24 Dec 2026 to Fri 1 Jan 2027')).toBeVisible();
  expect(screen.queryByText('Long ago')).toBeNull();
  expect(screen.getByText('Christmas Day')).toBeVisible();
});

test('adds days, clears the fields and goes back to the first', async () => {
  const { api, user } = show();
  await user.type(await screen.findByLabelText('Name'), 'Move');
  await user.type(screen.getByLabelText('First day'), '2027-05-03');
  await user.type(screen.getByLabelText('Last day'), '2027-05-04');
  await user.click(screen.getByRole('button', { name: 'Add days' }));
  expect(await within(await own()).findByText('Mon 3 May to Tue 4 May 2027')).toBeVisible();
  expect(screen.getByLabelText('Name')).toHaveValue('');
  expect(screen.getByLabelText('Name')).toHaveFocus();
  const sent = api.calls.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({ name: 'Move', starts_on: '2027-05-03', ends_on: '2027-05-04' });
});

test('says beside the field what is missing, and what the server refuses', async () => {
  const { user } = show();
  await user.click(await screen.findByRole('button', { name: 'Add days' }));
  expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('Say what the days are.');
  expect(screen.getByLabelText('First day')).toHaveAccessibleDescription('Choose a day.');
  await user.type(screen.getByLabelText('Name'), 'Back');
  await user.type(screen.getByLabelText('First day'), '2027-05-03');
  await user.type(screen.getByLabelText('Last day'), '2027-05-02');
  await user.click(screen.getByRole('button', { name: 'Add days' }));
  await waitFor(() =>
    expect(screen.getByLabelText('Last day')).toHaveAccessibleDescription('The last day must not be before the first.'),
  );
});

test('removes days, and brings them back', async () => {
  const { user } = show();
  await user.click(await screen.findByRole('button', { name: 'Remove Winter break' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove Winter break' })).toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('button', { name: 'Remove Winter break' })).toBeVisible();
});

test('chooses the country, and goes back to the old one when that is refused', async () => {
  const { api, user } = show();
  await user.click(await screen.findByRole('combobox', { name: 'Country' }));
  await user.click(await screen.findByText('Germany'));
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'Country' })).toHaveTextContent('Germany'));
  expect(api.calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ holiday_country: 'DE' });
  api.instead['PATCH /api/calendar'] = () => problem(403, 'forbidden', 'Only an admin may change it.');
  await user.click(screen.getByRole('combobox', { name: 'Country' }));
  await user.click(await screen.findByText('No public holidays'));
  expect(await screen.findByText('The country could not be changed. Only an admin may change it.')).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Country' })).toHaveTextContent('Germany');
});

test('only shows it to those who may not change it', async () => {
  show({ api: { calendar: { ...CALENDAR, can_edit: false } } });
  await own();
  expect(screen.queryByRole('button', { name: /Add|Remove/ })).toBeNull();
  expect(screen.queryByRole('combobox')).toBeNull();
});
