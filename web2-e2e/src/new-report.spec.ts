import { readFile } from 'node:fs/promises';
import XLSX from '@e965/xlsx';
import { expect, test } from '@playwright/test';
import { allClosed, chooseAction, expectAccessible, openHistory, signIn } from './dashboard.ts';
import { demoOrganization, query, tick } from './stack.ts';

const NAME = 'Perfect scores, by hand';
const VIEW = 'perfect_scores';

test.afterAll(() => query(`drop view if exists reports.${VIEW}`));

test('a view made while the app runs is a report with filters, and its workbook holds the rows of the view', async ({
  page,
}) => {
  await query(`
    create view reports.${VIEW} with (security_invoker = true) as
      select organization_id, region, score, assessed_on, automated from compliance.assessments where score >= 95;
    comment on view reports.${VIEW} is E'Perfect scores\\nEvery assessment with at least 95.';
    comment on column reports.${VIEW}.region is 'Where';
    comment on column reports.${VIEW}.assessed_on is 'Assessed on'`);
  await signIn(page);

  await test.step('the form offers it, and a filter for each of its columns', async () => {
    await page.goto('/reports/scheduling?new');
    await page.getByRole('combobox', { name: 'Report' }).click();
    await page.getByRole('option', { name: /Perfect scores/ }).click();
    await allClosed(page);
    await page.getByRole('button', { name: 'Add filter' }).click();
    await expect(page.getByRole('menuitem')).toHaveText(['Where', 'Score', 'Assessed on', 'Automated']);
    await page.getByRole('menuitem', { name: 'Where' }).click();
    await allClosed(page);
    await page.getByRole('button', { name: /Where values/ }).click();
    await page.getByRole('checkbox', { name: 'US', exact: true }).click();
    await page.keyboard.press('Escape');
    await allClosed(page);
    await page.getByRole('radio', { name: /^Excel/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(NAME);
    await expectAccessible(page);
  });

  await test.step('it is scheduled, run and downloaded', async () => {
    await page.getByRole('button', { name: 'Schedule export' }).click();
    await expect(page.getByText(`“${NAME}” scheduled.`)).toBeVisible();
    await chooseAction(page, NAME, 'Run now');
    await expect(page.getByText(`“${NAME}” runs now`)).toBeVisible();
    await tick();
    const history = await openHistory(page, NAME);
    const run = history.getByRole('row', { name: `Details of ${NAME}` }).filter({ hasText: 'Run by hand' });
    await expect(run).toContainText('Delivered');
    await run.getByRole('button').click();
    const download = page.waitForEvent('download');
    await history.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);

    const workbook = XLSX.read(await readFile(await (await download).path()), { cellDates: true, UTC: true });
    const [sheet] = Object.values(workbook.Sheets);
    if (!sheet) throw new Error('The workbook has no sheet.');
    const [head, ...rows] = XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1, UTC: true });
    expect(head).toEqual(['Where', 'Score', 'Assessed on', 'Automated']);
    const expected = await query<{ region: string; score: number; assessed_on: string; automated: boolean }>(
      `select region, score::float8 as score, assessed_on::text, automated from reports.${VIEW}
       where region = 'US' and organization_id = $1`,
      [await demoOrganization()],
    );
    expect(expected.length).toBeGreaterThan(10);
    const asText = (row: unknown[]) =>
      JSON.stringify(row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)));
    expect(rows.map(asText).sort()).toEqual(expected.map((row) => asText(Object.values(row))).sort());
  });
});
