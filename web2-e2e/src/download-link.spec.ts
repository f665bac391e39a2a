import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible, openHistory, post, signIn } from './dashboard.ts';
import { mailsTo, query, tick } from './stack.ts';

const NAME = 'Evidence, in full';
const RECIPIENT = 'evidence@partner.example';
const VIEW = 'whole_evidence';

test.afterAll(() => query(`drop view if exists reports.${VIEW}`));

test('a file too large to attach comes by a link that needs no session, until its owner withdraws it', async ({
  page,
  browser,
}) => {
  // 8 MB, of which a mail takes less.
  await query(`
    create view reports.${VIEW} with (security_invoker = true) as
      select o.id as organization_id, n as number, repeat(md5(n::text), 1000) as evidence
      from public.organizations o cross join generate_series(1, 250) n;
    comment on view reports.${VIEW} is 'Evidence in full'`);
  await signIn(page);
  const { id } = await post(page, '/api/scheduled-exports', {
    ...{ name: NAME, report_type: VIEW, format: 'csv', recurrence: '0 9 1 1 *' },
    ...{ delivery_method: 'email', email: RECIPIENT },
  });
  await post(page, `/api/scheduled-exports/${id}/run`, {});
  await tick();

  const [mail] = await mailsTo(RECIPIENT);
  expect(mail?.attachments ?? []).toEqual([]);
  const link = /href="([^"]*\/d\/[^"]*)"/.exec(mail?.html ?? '')?.[1];
  if (!link) throw new Error('The mail holds no link.');
  const stranger = await browser.newContext();
  const guest = await stranger.newPage();

  const sha256 = await test.step('whoever has the link fetches the file', async () => {
    await guest.goto(link);
    await expect(guest.getByRole('heading', { name: NAME })).toBeVisible();
    await expectAccessible(guest);
    const download = guest.waitForEvent('download');
    await guest.getByRole('button', { name: 'Download' }).click();
    const bytes = await readFile(await (await download).path());
    expect(bytes.length).toBeGreaterThan(8_000_000);
    return createHash('sha256').update(bytes).digest('hex');
  });

  await test.step('the history names the very same file, counts the download, and ends the link', async () => {
    const history = await openHistory(page, NAME);
    await history.getByRole('button', { name: `Details of ${NAME}` }).click();
    await expect(history.getByTitle(sha256)).toBeVisible();
    await expect(history.getByText(/By link, opened 1 time, works until/)).toBeVisible();
    await expectAccessible(page);
    await history.getByRole('button', { name: `Withdraw link of ${RECIPIENT}` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw link' }).click();
    await expect(history.getByText(/By link, opened 1 time, withdrawn on/)).toBeVisible();
  });

  await test.step('the page says so, and to press the button on the old page brings nothing', async () => {
    await guest.getByRole('button', { name: 'Download' }).click();
    await expect(guest.getByText('This link was withdrawn by those who sent it.')).toBeVisible();
    await expectAccessible(guest);
  });
  await stranger.close();
});
