import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { local, mailsTo } from './stack.ts';

async function signUp(page: Page, email: string) {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Jo Park');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('a-long-password');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page).toHaveURL(/\/reports\/scheduling$/);
}

test('signing up opens an empty organisation of one’s own, and signing out closes it', async ({ page }) => {
  await signUp(page, `jo.${randomUUID()}@example.com`);
  await expect(page.getByText('Schedule your first export')).toBeVisible();
  await page.getByRole('button', { name: /Jo Park/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/reports/scheduling');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('a wrong password is refused without saying which of the two was wrong', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(local().demo.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Email or password is wrong.')).toBeVisible();
});

test('a forgotten password is replaced through a mailed link that works once', async ({ page }) => {
  const email = `forgot.${randomUUID()}@example.com`;
  await signUp(page, email);
  await page.context().clearCookies();
  await page.goto('/forgot-password');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('Check your inbox.')).toBeVisible();
  await expect.poll(async () => (await mailsTo(email)).length).toBe(1);
  const [mail] = await mailsTo(email);
  const link = /href="([^"]*\/auth\/confirm[^"]*)"/.exec(mail?.html ?? '')?.[1]?.replaceAll('&amp;', '&');
  if (!link) throw new Error('The mail holds no link.');
  await page.goto(link);
  await expect(page).toHaveURL(/\/new-password/);
  await page.getByLabel('New password', { exact: true }).fill('another-long-password');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(/\/reports\/scheduling$/);

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByText('The link has expired or was used before.')).toBeVisible();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('another-long-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/reports\/scheduling$/);
});
