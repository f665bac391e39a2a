import { styleText } from 'node:util';
import { demo } from './demo-user.ts';
import type { Local } from './local-file.ts';
import type { MovedPort } from './ports.ts';

/** What a person sees when everything is served. */
export function summary(local: Local, options: { app: boolean; demo: boolean; moved: MovedPort[] }): string {
  const line = (label: string, value: string, note = '') =>
    `  ${label.padEnd(10)} ${value}${note && `  ${styleText('dim', note)}`}`;
  const link = (url: string) => styleText('cyan', url);
  const lines = [
    '',
    `  ${styleText('bold', 'Scheduled Exports')} ${styleText('dim', 'is running, on this machine only')}`,
    '',
    options.app && line('App', link(local.app_url)),
    options.app && options.demo && line('Sign in', `${demo.email} / ${demo.password}`),
    line('Mail', link(local.mail_url), 'every mail that is sent ends up here'),
    line('API', link(local.api_url), 'Supabase: REST, Auth, Storage'),
    line('Database', link(local.database_url)),
    ...options.moved.map(({ name, from, to }) =>
      line('', styleText('yellow', `Port ${from} is taken, so ${name} is on ${to}`)),
    ),
    '',
    `  ${styleText('dim', 'Ctrl-C stops everything. pnpm reset starts over.')}`,
    '',
  ];
  return lines.filter((text) => text !== false).join('\n');
}
