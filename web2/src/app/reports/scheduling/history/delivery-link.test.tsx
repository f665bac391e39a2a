import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { JobHistoryWidget } from '../JobHistoryWidget';
import { problem } from '../testing/fake-api';
import { ago, delivery, run, VIEWER } from '../testing/fixtures';
import { renderWidget } from '../testing/render';

afterEach(() => vi.unstubAllGlobals());

const label = 'jo@partner.example';
const linked = (changes: Partial<Parameters<typeof delivery>[1]>) =>
  run(1, {
    name: 'Open findings',
    deliveries: [
      delivery(2, {
        label,
        link_expires_at: '2126-01-04T12:00:00Z',
        link_clicks: 2,
        can_revoke_link: true,
        ...changes,
      }),
    ],
  });

async function open(shown: ReturnType<typeof run>, instead = {}) {
  const view = renderWidget(<JobHistoryWidget viewer={VIEWER} />, { api: { runs: [shown], instead } });
  await view.user.click(await screen.findByRole('button', { name: /^Details of Open findings/ }));
  return view;
}

describe('a file that went as a link', () => {
  test.each([
    ['works', {}, /By link, opened 2 times, works until/],
    ['was not opened', { link_clicks: 0 }, /By link, not opened yet, works until/],
    ['expired', { link_expires_at: ago(60 * 24) }, /By link, opened 2 times, expired on/],
    ['was withdrawn', { link_revoked_at: ago(5), can_revoke_link: false }, /By link, opened 2 times, withdrawn on/],
  ])('says that it %s', async (_state, changes, sentence) => {
    await open(linked(changes));
    expect(screen.getByText(sentence)).toBeVisible();
  });

  test('is withdrawn after one question', async () => {
    const shown = linked({});
    const path = `/api/export-deliveries/${shown.deliveries[0]?.id}/revoke-link`;
    const view = await open(shown, { [`POST ${path}`]: () => new Response(null, { status: 204 }) });
    await view.user.click(screen.getByRole('button', { name: `Withdraw link of ${label}` }));
    expect(await screen.findByRole('alertdialog', { name: `Withdraw the link of ${label}?` })).toBeVisible();
    await view.user.click(screen.getByRole('button', { name: 'Withdraw link' }));
    expect(await screen.findByText(`The link of ${label} no longer works`)).toBeVisible();
    expect(view.api.calls.filter((call) => call.path === path)).toHaveLength(1);
    // its button is about to go: the sentence takes the focus
    await waitFor(() => expect(screen.getByText(/By link, opened 2 times/)).toHaveFocus());
  });

  test('stays when the server refuses, and says why', async () => {
    const shown = linked({});
    const path = `/api/export-deliveries/${shown.deliveries[0]?.id}/revoke-link`;
    const refusal = () => problem(403, 'forbidden', 'Your role does not let you do this with the delivery.');
    const view = await open(shown, { [`POST ${path}`]: refusal });
    await view.user.click(screen.getByRole('button', { name: `Withdraw link of ${label}` }));
    await view.user.click(await screen.findByRole('button', { name: 'Withdraw link' }));
    expect(await screen.findByText(/could not be withdrawn\. Your role does not let you/)).toBeVisible();
  });

  test('offers nothing to those who may not end it', async () => {
    await open(linked({ can_revoke_link: false }));
    expect(screen.queryByRole('button', { name: /Withdraw/ })).not.toBeInTheDocument();
  });
});
