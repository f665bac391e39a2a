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
  const due = await times.evaluateAll((all) => all.map((time) => time.getAttribute('datetime') ?? ''));
  const day = due.at(-1)?.slice(0, 10);
  if (!day) throw new Error('No run is shown.');

  await test.step('runs on a day off are marked as skipped', async () => {
    await post(page, '/api/calendar/blackout-dates', { name: HOLIDAY, starts_on: day });
    await page.getByText('Advanced', { exact: true }).click();
    await page
      .getByRole('radiogroup', { name: 'On holidays' })
      .getByRole('radio', { name: /Skip the run/ })
      .click();
    const marked = runs.filter({ hasText: `${HOLIDAY}: skipped.` });
    await expect(marked).toHaveCount(due.filter((at) => at.startsWith(day)).length);
    await expectAccessible(page);
  });

  await test.step('the calendar lists the day off', async () => {
    await page.goto('/reports/calendar');
    await expect(page.getByRole('table', { name: 'Days off of your own' })).toContainText(HOLIDAY);
    await expectAccessible(page);
  });
});
