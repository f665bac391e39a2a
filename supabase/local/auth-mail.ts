import path from 'node:path';
import { type EmailDriver, SmtpEmailDriver } from '@supabase/lite';
import { paths } from './paths.ts';

/** Sends the API's own mails (confirmation, recovery) to the mail catcher, as HTML only, as Supabase Auth does. */
export function authMailDriver(smtpPort: number): EmailDriver {
  const from = { name: 'Scheduled Exports', address: 'auth@localhost.example' };
  const smtp = new SmtpEmailDriver({ host: '127.0.0.1', port: smtpPort, from });
  // Its plain text part would hold a link to an endpoint of the API on the app's address, where there is none.
  return { send: async ({ text: _, ...message }) => await smtp.send(message) };
}

/** Subjects and HTML of those mails, the same files that config.toml names for `supabase start`. */
export const authMailTemplates = {
  confirmation: {
    subject: 'Confirm your email address',
    content_path: path.join(paths.templates, 'confirmation.html'),
  },
  recovery: { subject: 'Choose a new password', content_path: path.join(paths.templates, 'recovery.html') },
};
