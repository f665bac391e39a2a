import path from 'node:path';
import { parseArgs } from 'node:util';
import { paths } from './paths.ts';

export type NextMode = 'dev' | 'start' | 'none';

export interface Options {
  /** Data folder: database, files, mail, keys, `local.json`. */
  dir: string;
  /** When set, every port is the next free one from here on; otherwise the well-known ports are tried first. */
  portBase: number | undefined;
  next: NextMode;
  ticker: boolean;
  demo: boolean;
  quiet: boolean;
  verbose: boolean;
  /** A stack for one test: no durability, and the caller's own mail settings are not looked at. */
  disposable: boolean;
  /** Although disposable, PostgreSQL writes as it would in earnest: for benchmarks. */
  durable: boolean;
  /** For tests that end PostgreSQL: start it again after so many milliseconds, instead of ending the stack. */
  restartPostgresMs: number | undefined;
  /** `--env NAME=value`: wins over everything else the app would get. */
  env: Record<string, string>;
}

export const usage = `pnpm dev [options]

  --dir DIR           keep the data in DIR (default supabase/.temp)
  --port-base N       take the next free ports from N on, instead of 3000, 54321 and so on
  --next MODE         dev (default), start (serves an existing build) or none
  --no-ticker         do not call the process route every 15 seconds
  --no-demo           do not create the demo user
  --env NAME=value    set a variable of the app (repeatable)
  --disposable        for tests: fast and not durable, ignores mail settings of the shell and web2/.env.local
  --restart-postgres MS  for tests: when PostgreSQL ends, start it again after MS milliseconds
  --durable           with --disposable: PostgreSQL writes as safely as otherwise
  --quiet             print problems only
  --verbose           print how long each step took
`;

/** Reads the command line. Throws an Error with a message for the user on an unknown or malformed option. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      dir: { type: 'string', default: paths.defaultDir },
      'port-base': { type: 'string' },
      next: { type: 'string', default: 'dev' },
      ticker: { type: 'boolean', default: true },
      demo: { type: 'boolean', default: true },
      quiet: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      disposable: { type: 'boolean', default: false },
      durable: { type: 'boolean', default: false },
      'restart-postgres': { type: 'string' },
      env: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    dir: path.resolve(values.dir),
    portBase: values['port-base'] === undefined ? undefined : parsePort(values['port-base']),
    next: parseNextMode(values.next),
    ticker: values.ticker,
    demo: values.demo,
    quiet: values.quiet,
    verbose: values.verbose,
    disposable: values.disposable,
    durable: values.durable,
    restartPostgresMs: values['restart-postgres'] === undefined ? undefined : Number(values['restart-postgres']),
    env: Object.fromEntries(values.env.map(parseAssignment)),
  };
}

function parseNextMode(text: string): NextMode {
  if (text === 'dev' || text === 'start' || text === 'none') return text;
  throw new Error(`--next takes dev, start or none, not "${text}"`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65000) return port;
  throw new Error(`--port-base takes a number from 1024 to 65000, not "${text}"`);
}

function parseAssignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--env takes NAME=value, not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}
