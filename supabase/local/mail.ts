import { mkdirSync } from 'node:fs';
import { MailDev } from 'maildev';
import { quietly } from './quietly.ts';

export interface MailCatcher {
  stop(): Promise<void>;
}

/**
 * Starts the SMTP server that keeps every mail, and its web page, both on loopback.
 * `folder` keeps the mails between starts, the newest 500 of them.
 */
export async function startMail(options: { smtp: number; web: number; folder: string }): Promise<MailCatcher> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const maildev = new MailDev({
    smtp: options.smtp,
    ip: '127.0.0.1',
    web: options.web,
    webIp: '127.0.0.1',
    mailDirectory: options.folder,
    maxEmails: 500,
    silent: true,
  });
  await quietly(() => maildev.start());
  return { stop: () => maildev.stop() };
}
