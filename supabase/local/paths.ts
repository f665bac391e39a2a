import { homedir } from 'node:os';
import path from 'node:path';

const supabase = path.resolve(import.meta.dirname, '..');

/** Where the project keeps what the local stack reads. */
export const paths = {
  root: path.dirname(supabase),
  web: path.join(path.dirname(supabase), 'web2'),
  migrations: path.join(supabase, 'migrations'),
  seed: path.join(supabase, 'seed.sql'),
  templates: path.join(supabase, 'templates'),
  sql: path.join(import.meta.dirname, 'sql'),
  /** The data folder of `pnpm dev`. */
  defaultDir: path.join(supabase, '.temp'),
  main: path.join(import.meta.dirname, 'main.ts'),
} as const;

/** A path as a person would type it: relative to the working folder or to home where that is shorter. */
export function shortPath(absolute: string): string {
  const relative = path.relative(process.cwd(), absolute);
  if (!relative.startsWith('..')) return relative || '.';
  return absolute.startsWith(`${homedir()}/`) ? `~${absolute.slice(homedir().length)}` : absolute;
}
