import 'server-only';
import { env } from '@/lib/env';
import type { EmailProvider } from './provider';
import { createEmailProvider } from './registry';

let provider: EmailProvider | undefined;

/** The process' own mail provider, as EMAIL_PROVIDER chooses; made on first use. */
export function appEmail(): EmailProvider {
  const { EMAIL_PROVIDER, SMTP_URL = '', RESEND_API_KEY = '', RESEND_BASE_URL } = env();
  provider ??= createEmailProvider(
    EMAIL_PROVIDER === 'smtp'
      ? { provider: 'smtp', url: SMTP_URL }
      : { provider: 'resend', apiKey: RESEND_API_KEY, baseUrl: RESEND_BASE_URL },
  );
  return provider;
}
