import { expect, test } from '@playwright/test';
import { expectAccessible, post, signIn } from './dashboard.ts';

const HOLIDAY = 'Stocktaking';

test('a schedule said in words shows its next runs, and what a day off does to them', async ({ page }) => {
  await signIn(page);
  await page.goto('/reports/scheduling?new');
  await page.getByRole('radio', { name: 'In words' }).click();
  await page.getByRole('textbox', { name: 'Schedule in words' }).fill('every weekday at 9:00 and 17:30');
  await expect(page.getByText('Understood as: weekdays at 09:00 and 17:30')).toBeVisible();
  const runs = page.getByRole('table', { name: 'Next 5 runs' }).getByRole('row');
  const times = runs.locator('time');
  await expect(times).toHaveText([1, 2, 3, 4, 5].map(() => /\b(09:00|17:30)$/));
  await expect(times.filter({ hasText: '17:30' }).first()).toBeVisible();
  const day = (await times.last().getAttribute('datetime'))?.slice(0, 10) ?? '';

  await test.step('the runs of a day off, and no others, are marked as skipped', async () => {
    await post(page, '/api/calendar/blackout-dates', { name: HOLIDAY, starts_on: day });
    await page.getByText('Advanced', { exact: true }).click();
    await page
      .getByRole('radiogroup', { name: 'On holidays' })
      .getByRole('radio', { name: /Skip the run/ })
      .click();
    const marked = runs.filter({ hasText: `${HOLIDAY}: skipped.` });
    const thatDay = page.locator(`time[datetime^="${day}"]`);
    await expect(marked.first()).toBeVisible();
    await expect(marked.filter({ hasNot: thatDay })).toHaveCount(0);
    await expect(runs.filter({ has: thatDay }).filter({ hasNotText: HOLIDAY })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('the calendar lists the day off', async () => {
    await page.goto('/reports/calendar');
    await expect(page.getByRole('table', { name: 'Days off of your own' })).toContainText(HOLIDAY);
    await expectAccessible(page);
  });
});
