import { expect, type Page, test } from '@playwright/test';
import { allClosed, chooseAction, expectAccessible, post, signIn } from './dashboard.ts';
import { mailsTo, tick } from './stack.ts';

const NAME = 'Controls on demand';
const READY = 'auditor@partner.example';
/** Refused by the mail server the first time: see smtp-gateway.ts. */
const LATE = 'late-mailbox@partner.example';

const mails = async () => [(await mailsTo(READY)).length, (await mailsTo(LATE)).length];

test('a job is run by hand, its failed delivery retried, its occurrence replayed, and what still waits cancelled', async ({
  page,
}) => {
  await signIn(page);
  const { id } = await post(page, '/api/scheduled-exports', {
    ...{ name: NAME, report_type: 'compliance_summary', format: 'csv', recurrence: '0 9 1 1 *' },
    targets: [{ method: 'email', to: [READY, LATE] }],
  });

  const history = page.getByRole('region', { name: 'Run history' });
  const runs = history.getByRole('row', { name: `Details of ${NAME}` });

  await test.step('run it now from its menu; it waits for a tick', async () => {
    await page.reload();
    await chooseAction(page, NAME, 'Run now');
    await confirm(page, 'Run now');
    await expect(page.getByText(`“${NAME}” runs now`)).toBeVisible();
    await chooseAction(page, NAME, 'View history');
    await expect(runs).toContainText('Queued');
    await expect(runs).toContainText('Run by hand by');
  });

  await test.step('the tick delivers to one, and says whom the mail server refused and what to do', async () => {
    await tick();
    await expect(runs).toContainText('Partly delivered');
    await history.getByRole('button', { name: `Details of ${NAME}` }).click();
    const refused = history.getByRole('table', { name: `Deliveries of ${NAME}` }).getByRole('row', { name: LATE });
    await expect(refused).toContainText(`The mail server refused ${LATE}. Check the address.`);
    expect(await mails()).toEqual([1, 0]);
    await expectAccessible(page);
  });

  await test.step('a retry reaches that one alone', async () => {
    await page.getByRole('button', { name: 'Retry 1 delivery' }).click();
    await expect(page.getByText(`“${NAME}”: 1 delivery tried again`)).toBeVisible();
    await tick();
    await expect(runs).toContainText('2 of 2');
    await expect(runs).toContainText(/^Delivered/);
    await expect(runs).toContainText('Tried again by');
    expect(await mails()).toEqual([1, 1]);
  });

  await test.step('a replay is a run of its own', async () => {
    await page.reload();
    await replay(page);
    await expect(page.getByText('It waits for its turn.')).toBeVisible();
    await tick();
    await expect(page.getByText(/went to 2 recipients/)).toBeVisible();
    expect(await mails()).toEqual([2, 2]);
    await expectAccessible(page);
  });

  await test.step('one that waits is cancelled, and mails nobody', async () => {
    const historyOfJob = `/reports/scheduling/history?job=${id}`;
    await page.goto(historyOfJob);
    await replay(page);
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await expect(page.getByText(`“${NAME}” cancelled. Nobody was mailed.`)).toBeVisible();
    await tick();
    await page.goto(historyOfJob);
    await expect(runs).toHaveCount(3);
    await expect(runs.filter({ hasText: 'Cancelled' })).toHaveCount(1);
    expect(await mails()).toEqual([2, 2]);
  });
});

/** Replays the newest run of the open history, and follows the message to the run's page. */
async function replay(page: Page) {
  await page
    .getByRole('button', { name: `Details of ${NAME}` })
    .first()
    .click();
  await page.getByRole('button', { name: 'Replay this occurrence…' }).click();
  await confirm(page, 'Replay run');
  await page.getByRole('button', { name: 'Open the run' }).click();
  await expect(page).toHaveURL(/\/runs\/[\da-f-]{36}$/);
}

async function confirm(page: Page, label: string) {
  await page.getByRole('alertdialog').getByRole('button', { name: label }).click();
  await allClosed(page);
}
