import 'server-only';
import { connection } from 'next/server';
import { env } from '@/lib/env';

/** What the sign-in page offers here, read when it is asked for and not when it is built. */
export async function signInOptions(): Promise<{ demo: boolean; signUp: boolean }> {
  await connection();
  const { DEMO_EMAIL, DEMO_PASSWORD, ALLOW_SIGN_UP } = env();
  return { demo: Boolean(DEMO_EMAIL && DEMO_PASSWORD), signUp: ALLOW_SIGN_UP };
}
