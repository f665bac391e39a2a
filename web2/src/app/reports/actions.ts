'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { HOME_PATH } from '@/auth/safe-path';
import { env } from '@/lib/env';
import { ORGANIZATION_COOKIE } from '@/lib/http/user-context';

const YEAR = 365 * 24 * 3600;

/** Chooses the organisation that pages and API calls act in. Whether the person belongs to it is checked with each of them. */
export async function switchOrganizationAction(id: string): Promise<void> {
  const options = {
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: env().APP_URL.startsWith('https:'),
  } as const;
  (await cookies()).set(ORGANIZATION_COOKIE, id, options);
  redirect(HOME_PATH);
}
