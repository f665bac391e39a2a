import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/** What all others are measured by: psql's own client, or the same COPY without it. */
export const COPY = hasPsql() ? 'psql \\copy' : 'COPY to a file';
export const STREAMED = ['csv', 'ndjson', 'json', 'xlsx', 'parquet'];
export const FIVE = 'csv x 5';

const ALL = [COPY, ...STREAMED, 'exceljs', 'pdf', 'pdfkit table()', 'pdfmake', FIVE];

const usage = `pnpm bench:export [options]

  --only 'NAME,...'  these contestants, and the claims about them: ${ALL.join(', ')}
  --rows N           rows of ten columns (1000000); a PDF has at most 20,000
  --rounds N         rounds of each contestant, taken in turn (3)
  --quick            one round, without the five million rows
`;

/** Reads the command line; ends the process with the usage when it is wrong or asked for. */
export function parseOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: { only: text, rows: text, rounds: text, quick: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const contestants = values.only?.split(',') ?? (values.quick ? ALL.filter((name) => name !== FIVE) : ALL);
  const rows = Number(values.rows ?? 1_000_000);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  const wrong =
    contestants.some((name) => !ALL.includes(name)) || ![rows, rounds].every((n) => Number.isInteger(n) && n > 0);
  if (values.help || wrong) {
    process.stdout.write(usage);
    process.exit(wrong ? 1 : 0);
  }
  return { contestants, rows, rounds };
}

function hasPsql(): boolean {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
