import { execFileSync, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Measured } from './contestant';
import type { Task } from './contestants';
import { type BenchConfig, prepare } from './world';

/**
 * `pnpm bench:export`: how fast each format is written, beside what others make of the same rows. Contestants take turns, each in a
 * process of its own, so that the machine's moods hit all; of each, the best round counts.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    /** Leaves out the five million rows. */
    quick: { type: 'boolean', default: false },
    /** Only these contestants, and the claims about them: `--only 'psql \copy,csv'`. */
    only: { type: 'string' },
  },
});
const ROWS = Number(values.rows);
const PDF_ROWS = Math.min(ROWS, 20_000);
const ROUNDS = Number(values.rounds);
const MEGABYTE = 1_000_000;

const hasPsql = (() => {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const COPY = hasPsql ? 'psql \\copy' : 'COPY to a file';

/** Who is compared with whom: `ours` at least `times` as fast. */
const CLAIMS = [
  { ours: 'csv', than: COPY, times: 0.7 },
  { ours: 'ndjson', than: COPY, times: 0.5 },
  { ours: 'json', than: COPY, times: 0.5 },
  { ours: 'xlsx', than: 'exceljs', times: 3 },
  { ours: 'pdf', than: 'pdfkit table()', times: 1 },
  { ours: 'pdf', than: 'pdfmake', times: 1 },
];
const LEAST_PARQUET = 100_000;
const MEMORY = { times: 1.3, mb: 200 };
const STREAMED = ['csv', 'ndjson', 'json', 'xlsx', 'parquet'];
const FIVE = 'csv x 5';

const folder = await mkdtemp(path.join(tmpdir(), 'bench-export-'));
const { config, stack } = await prepare(ROWS);
let failed = false;
try {
  const all = [COPY, ...STREAMED, 'exceljs', 'pdf', 'pdfkit table()', 'pdfmake'];
  const asked = values.only?.split(',') ?? (values.quick ? all : [...all, FIVE]);
  const unknown = asked.filter((turn) => ![...all, FIVE].includes(turn));
  if (unknown.length > 0)
    throw new Error(`--only names no contestant: ${unknown.join(', ')}. There are ${[...all, FIVE].join(', ')}.`);
  const turns = asked.filter((turn) => turn !== FIVE);
  const best = new Map<string, Measured & { rows: number }>();
  for (let round = 1; round <= ROUNDS; round++) {
    for (const contestant of turns) {
      const rows = contestant.startsWith('pdf') ? PDF_ROWS : ROWS;
      const measured = await run(config, { contestant, rows, file: path.join(folder, 'rival') });
      print(
        `round ${round}: ${contestant} ${perSecond(rows, measured.seconds)} rows/s, ${measured.cpuSeconds.toFixed(1)} s of CPU, ${Math.round(measured.peakMb)} MB`,
      );
      const before = best.get(contestant);
      // The highest peak of all rounds, with the shortest time.
      const peakMb = Math.max(measured.peakMb, before?.peakMb ?? 0);
      best.set(contestant, { ...(before && before.seconds < measured.seconds ? before : measured), rows, peakMb });
    }
  }
  print(
    `${ROWS.toLocaleString('en')} rows x 10 columns, PDF ${PDF_ROWS.toLocaleString('en')}; ${cpus().length} x ${cpus()[0]?.model}`,
  );
  if (!hasPsql) print('psql is not installed: the same COPY through pg-copy-streams to a file stands for it');
  print('| contestant | rows/s | CPU, s | MB | peak memory, MB |\n| --- | ---: | ---: | ---: | ---: |');
  for (const [contestant, { rows, seconds, cpuSeconds, bytes, peakMb }] of best) {
    const peak = contestant === 'psql \\copy' ? '' : Math.round(peakMb);
    print(
      `| ${contestant} | ${perSecond(rows, seconds)} | ${cpuSeconds.toFixed(1)} | ${(bytes / MEGABYTE).toFixed(1)} | ${peak} |`,
    );
  }

  await judge(best, asked);
} finally {
  await stack.stop();
  await rm(folder, { recursive: true });
}
process.exitCode = failed ? 1 : 0;

async function judge(best: Map<string, Measured & { rows: number }>, asked: string[]): Promise<void> {
  const rate = (contestant: string) => {
    const { rows, seconds } = best.get(contestant) ?? { rows: 0, seconds: 1 };
    return rows / seconds;
  };
  for (const { ours, than, times } of CLAIMS) {
    if (best.has(ours) && best.has(than)) claim(`${ours} / ${than}`, rate(ours) / rate(than), times);
  }
  if (ROWS >= LEAST_PARQUET && best.has('parquet')) claim('parquet, rows/s', rate('parquet'), LEAST_PARQUET);
  for (const contestant of STREAMED.filter((each) => best.has(each))) {
    const few = await run(config, { contestant, rows: Math.ceil(ROWS / 10), file: path.join(folder, 'rival') });
    const peak = best.get(contestant)?.peakMb ?? 0;
    claimMost(`memory of ${contestant}, all rows / a tenth`, peak / few.peakMb, MEMORY.times);
    claimMost(`memory of ${contestant}, MB`, peak, MEMORY.mb);
  }
  if (asked.includes(FIVE)) {
    const rows = ROWS * 5;
    const { seconds, bytes, peakMb } = await run(config, {
      contestant: FIVE,
      rows,
      file: path.join(folder, 'rival'),
    });
    print(
      `csv, ${rows.toLocaleString('en')} rows: ${perSecond(rows, seconds)} rows/s, ${Math.round(bytes / MEGABYTE)} MB, peak ${Math.round(peakMb)} MB`,
    );
    claimMost('memory of csv at five times the rows, MB', peakMb, MEMORY.mb);
  }
}

function claim(what: string, measured: number, least: number): void {
  say(what, measured, `at least ${least}`, measured >= least);
}

function claimMost(what: string, measured: number, most: number): void {
  say(what, measured, `at most ${most}`, measured <= most);
}

function say(what: string, measured: number, wanted: string, holds: boolean): void {
  failed ||= !holds;
  const number = measured >= 1000 ? Math.round(measured).toLocaleString('en') : measured.toFixed(2);
  print(`${holds ? 'ok  ' : 'FAIL'} ${what}: ${number} (${wanted})`);
}

function run(config: BenchConfig, task: Task): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'contestant.ts'), { execArgv: process.execArgv });
    child.once('message', (message) => resolve(message as Measured));
    child.once('exit', (code, signal) => reject(new Error(`${task.contestant} ended with ${code ?? signal}`)));
    child.send({ config, task });
  });
}

function perSecond(rows: number, seconds: number): string {
  return Math.round(rows / seconds).toLocaleString('en');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
