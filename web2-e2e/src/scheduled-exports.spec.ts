import { expect, test } from '@playwright/test';
import Papa from 'papaparse';
import { allClosed, chooseAction, expectAccessible, signIn } from './dashboard.ts';
import { attachmentOf, demoOrganization, local, mailsTo, query, tick } from './stack.ts';

const RECIPIENT = 'user@example.com';
const NAME = 'US controls, every minute';

test('an export scheduled in the dashboard arrives, stands in the history, and can be edited, paused and deleted', async ({
  page,
}) => {
  await signIn(page);
  const jobs = page.getByRole('table', { name: 'Scheduled jobs' });

  await test.step('schedule it through the form', async () => {
    await page.getByRole('button', { name: 'Schedule New Report Export' }).click();
    await page.getByRole('combobox', { name: 'Report' }).click();
    await page.getByRole('option', { name: /Control assessments/ }).click();
    await allClosed(page);
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('menuitem', { name: 'Region' }).click();
    await allClosed(page);
    await page.getByRole('button', { name: /Region values/ }).click();
    await page.getByRole('checkbox', { name: 'US', exact: true }).click();
    await page.keyboard.press('Escape');
    await allClosed(page);
    await page.getByRole('radio', { name: 'Cron' }).click();
    await page.getByRole('textbox', { name: 'Cron expression' }).fill('* * * * *');
    await expect(page.getByText('Every minute').first()).toBeVisible();
    await expect(page.getByRole('table', { name: 'Next 5 runs' }).getByRole('row')).toHaveCount(6);
    await page.getByRole('button', { name: `Remove ${local().demo.email}` }).click();
    await page.getByRole('textbox', { name: 'To' }).fill(`${RECIPIENT},`);
    await page.getByRole('textbox', { name: 'Name' }).fill(NAME);
    await page.getByRole('button', { name: 'Schedule export' }).click();
    await expect(page.getByText(`“${NAME}” scheduled.`)).toBeVisible();
    await expect(jobs.getByRole('row', { name: new RegExp(NAME) })).toBeVisible();
  });

  await test.step('let a tick happen, and find the mail', async () => {
    const arrived = async () => {
      await tick();
      return (await mailsTo(RECIPIENT)).length;
    };
    await expect.poll(arrived, { timeout: 300_000, intervals: [2_000] }).toBeGreaterThan(0);
  });

  await test.step('its CSV holds the rows of the database, and no others', async () => {
    const [mail] = await mailsTo(RECIPIENT);
    if (!mail) throw new Error('The mail is gone.');
    expect(mail.subject).toContain(NAME);
    const { data, errors } = Papa.parse<Record<string, string>>(await attachmentOf(mail), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    const rows = await query<{ assessment: string }>(
      `select assessment_id::text as assessment from reports.control_assessments where region = 'US' and organization_id = $1`,
      [await demoOrganization()],
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(data.map((row) => row.Assessment).sort()).toEqual(rows.map((row) => row.assessment).sort());
    expect(new Set(data.map((row) => row.Region))).toEqual(new Set(['US']));
    // A no-break space joins number and unit.
    expect(mail.text.replaceAll('\u00a0', ' ')).toContain(`${data.length.toLocaleString('en-US')} rows`);
  });

  await test.step('see the run in the history, and download the same file', async () => {
    await page.reload();
    const history = page.getByRole('region', { name: /runs/i });
    const run = history.getByRole('row', { name: new RegExp(NAME) }).first();
    await expect(run).toContainText('Delivered');
    await run.getByRole('button').first().click();
    const download = page.waitForEvent('download');
    await history
      .getByRole('link', { name: /^Download/ })
      .first()
      .click();
    expect((await download).suggestedFilename()).toMatch(/^us-controls-every-minute_.*\.csv$/);
  });

  await test.step('edit it', async () => {
    await chooseAction(page, NAME, 'Edit');
    await page.getByRole('textbox', { name: 'Name' }).fill('US controls, hourly');
    // Opened as presets, since they can say it.
    await page.getByRole('radio', { name: 'Cron' }).click();
    await page.getByRole('textbox', { name: 'Cron expression' }).fill('0 * * * *');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(jobs.getByRole('row', { name: /US controls, hourly/ })).toContainText(/hour/i);
  });

  await test.step('pause and resume it', async () => {
    const row = jobs.getByRole('row', { name: /US controls, hourly/ });
    await chooseAction(page, 'US controls, hourly', 'Pause');
    await expect(row).toContainText('Paused');
    await chooseAction(page, 'US controls, hourly', 'Resume');
    await expect(row).not.toContainText('Paused');
  });

  await test.step('delete it, confirmed by name; its history stays', async () => {
    await chooseAction(page, 'US controls, hourly', 'Delete');
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText('US controls, hourly');
    await dialog.getByRole('button', { name: /^Delete/ }).click();
    await expect(jobs.getByRole('row', { name: /US controls, hourly/ })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('row', { name: new RegExp(NAME) }).first()).toBeVisible();
  });
});

test('notification settings are saved as they are changed', async ({ page }) => {
  await signIn(page);
  await page.goto('/reports/scheduling/notifications');
  const box = page.getByRole('checkbox', { name: 'A run was delivered, by email' });
  await expect(box).not.toBeChecked();
  await box.click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(box).toBeChecked();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`the page has no accessibility fault and does not scroll sideways, ${width} px wide, ${colorScheme}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await signIn(page);
      await expect(page.getByText('HIPAA evidence of the last week').first()).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.goto('/reports/scheduling?new');
      await expect(page.getByRole('button', { name: 'Schedule export' })).toBeVisible();
      await expectAccessible(page);
    });
  }
}
