import { Client } from 'pg';
import { startStack } from 'supabase-local/start-stack';
import { startSmtpGateway } from './smtp-gateway.ts';

/** What the stack says of itself, for tests in any worker. */
export type Local = Awaited<ReturnType<typeof startStack>>['local'];

/** Boots the production build on a stack of its own (no ticker: a test decides when a tick happens), and ends it after the tests. */
export default async function setUp(): Promise<() => Promise<void>> {
  const gateway = await startSmtpGateway();
  const stack = await startStack({ name: 'e2e', next: 'start', env: { SMTP_URL: gateway.url } });
  gateway.forwardTo(stack.local.smtp_url);
  process.env.E2E_APP_URL = stack.local.app_url;
  process.env.E2E_LOCAL = JSON.stringify(stack.local);
  return async () => {
    await stack.stop();
    gateway.stop();
  };
}

export function local(): Local {
  const text = process.env.E2E_LOCAL;
  if (!text) throw new Error('The stack has not started.');
  return JSON.parse(text) as Local;
}

/** Rows of one statement, asked as who runs the database would. */
export async function query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const database = new Client({ connectionString: local().database_url });
  await database.connect();
  try {
    return (await database.query<Row>(sql, values)).rows;
  } finally {
    await database.end();
  }
}

/** The organisation whose data the demo user sees. */
export async function demoOrganization(): Promise<string> {
  const [home] = await query<{ id: string }>(
    'select p.home_organization_id as id from public.profiles p join auth.users u on u.id = p.id where u.email = $1',
    [local().demo.email],
  );
  if (!home) throw new Error('There is no demo user.');
  return home.id;
}

/** Calls the process route as the scheduler does, once. */
export async function tick(): Promise<{ delivered: number }> {
  const response = await fetch(`${local().app_url}/api/scheduled-exports/process`, {
    method: 'POST',
    headers: { authorization: `Bearer ${local().cron_secret}` },
  });
  if (!response.ok) throw new Error(`The tick answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as { delivered: number };
}

interface Mail {
  id: string;
  subject: string;
  to: { address: string }[];
  html: string;
  text: string;
  attachments: { filename: string; generatedFileName: string }[] | null;
}

/** Mails in the catcher to one address, newest last. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const response = await fetch(`${local().mail_url}/api/email`);
  const mails = (await response.json()) as Mail[];
  return mails.filter((mail) => mail.to.some((to) => to.address === address));
}

/** The bytes of a mail's only attachment, as text. */
export async function attachmentOf(mail: Mail): Promise<string> {
  const [attachment] = mail.attachments ?? [];
  if (!attachment) throw new Error(`“${mail.subject}” has no attachment.`);
  const response = await fetch(`${local().mail_url}/api/email/${mail.id}/attachment/${attachment.generatedFileName}`);
  if (!response.ok) throw new Error(`The mail catcher answered ${response.status}.`);
  return response.text();
}
