import AxeBuilder from '@axe-core/playwright';
import { type APIResponse, expect, type Locator, type Page } from '@playwright/test';
import { local } from './stack.ts';

export async function signIn(page: Page) {
  await page.goto('/reports/scheduling');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('Email').fill(local().demo.email);
  await page.getByLabel('Password', { exact: true }).fill(local().demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/reports\/scheduling$/);
}

/** What closes gives the focus back a moment later, which would close what was opened meanwhile: no person is that quick. */
export async function allClosed(page: Page) {
  for (const role of ['menu', 'listbox', 'dialog', 'alertdialog'] as const)
    await expect(page.getByRole(role)).toHaveCount(0);
}

/** Opens the menu of a job and chooses from it. */
export async function chooseAction(page: Page, job: string, action: string) {
  await allClosed(page);
  await page.getByRole('button', { name: `Actions for ${job}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** The runs of one job on the history page, the newest first. */
export async function openHistory(page: Page, job: string): Promise<Locator> {
  await page.goto('/reports/scheduling');
  await chooseAction(page, job, 'View history');
  await expect(page).toHaveURL(/\/history\?job=/);
  const region = page.getByRole('region', { name: 'Run history' });
  await expect(region.getByRole('row', { name: job }).first()).toBeVisible();
  return region;
}

/** Calls the API as the person who is signed in to this browser. */
export async function post<T = { id: string }>(page: Page, path: string, data: object): Promise<T> {
  const answer: APIResponse = await page.request.post(path, { data });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Nothing that axe finds. Motion is off, so that no colour is measured half-way. */
export async function expectAccessible(page: Page) {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
}
