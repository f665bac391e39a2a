import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { judge, median, perSecond, say, verdict } from '../verdict';
import type { Measured } from './contestant';
import type { Task } from './contestants';
import { COPY, FIVE, parseOptions, STREAMED } from './options';
import { type BenchConfig, prepare } from './world';

/**
 * `pnpm bench:export`: how fast each format is written, beside what others make of the same rows. Contestants take turns, each in a
 * process of its own, so that the machine's moods hit all alike; a ratio is the median of the rounds' own. Ends with 1 when one falls short.
 */
const CLAIMS = [
  { ours: 'csv', than: COPY, atLeast: 0.7 },
  { ours: 'ndjson', than: COPY, atLeast: 0.5 },
  { ours: 'json', than: COPY, atLeast: 0.5 },
  { ours: 'xlsx', than: 'exceljs', atLeast: 3 },
  { ours: 'pdf', than: 'pdfkit table()', atLeast: 1 },
  { ours: 'pdf', than: 'pdfmake', atLeast: 1 },
];
const LEAST_PARQUET = 100_000;
const MEMORY = { times: 1.3, mb: 200 };

const options = parseOptions(process.argv.slice(2));
const folder = await mkdtemp(path.join(tmpdir(), 'bench-export-'));
const { config, stack } = await prepare(options.rows);
try {
  say(
    `${options.rows.toLocaleString('en')} rows x 10 columns; ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`,
  );
  const rounds = await play(options.contestants.filter((name) => name !== FIVE));
  say('\n| contestant | rate | CPU, s | MB | peak memory, MB |\n| --- | ---: | ---: | ---: | ---: |');
  for (const [name, measured] of rounds) say(row(name, measured));
  judgeSpeed(rounds);
  for (const name of STREAMED) if (rounds.has(name)) await judgeMemory(name, rounds.get(name) ?? []);
  if (options.contestants.includes(FIVE)) await judgeFive();
} finally {
  await stack.stop();
  await rm(folder, { recursive: true });
}
process.exitCode = verdict() ? 0 : 1;

type Rounds = Map<string, Measured[]>;

async function play(contestants: string[]): Promise<Rounds> {
  const rounds: Rounds = new Map(contestants.map((name) => [name, []]));
  for (let round = 1; round <= options.rounds; round++) {
    for (const [name, measured] of rounds) {
      const one = await run(name, rowsOf(name));
      measured.push(one);
      say(
        `round ${round}: ${name} ${perSecond(rowsOf(name), one.seconds)}, ${one.cpuSeconds.toFixed(1)} s of CPU, ${Math.round(one.peakMb)} MB`,
      );
    }
  }
  return rounds;
}

function judgeSpeed(rounds: Rounds): void {
  for (const { ours, than, atLeast } of CLAIMS) {
    const own = rounds.get(ours);
    const others = rounds.get(than);
    if (!own || !others) continue;
    const ratios = own.map(({ seconds }, round) => (others[round]?.seconds ?? 0) / seconds);
    judge({ what: `${ours}: times the rate of ${than}`, ratio: median(ratios), atLeast });
  }
  const parquet = rounds.get('parquet');
  if (parquet && options.rows >= LEAST_PARQUET) {
    const rate = options.rows / median(parquet.map(({ seconds }) => seconds));
    judge({ what: 'parquet: thousands of rows a second', ratio: rate / 1000, atLeast: LEAST_PARQUET / 1000 });
  }
}

async function judgeMemory(name: string, measured: Measured[]): Promise<void> {
  const few = await run(name, Math.ceil(options.rows / 10));
  const peak = peakOf(measured);
  judge({
    what: `${name}: peak memory, times that of a tenth of the rows`,
    ratio: peak / few.peakMb,
    atMost: MEMORY.times,
  });
  judge({ what: `${name}: peak memory, MB`, ratio: peak, atMost: MEMORY.mb });
}

async function judgeFive(): Promise<void> {
  const five = await run(FIVE, 5 * options.rows);
  say(row(FIVE, [five]));
  judge({ what: `${FIVE}: peak memory, MB`, ratio: five.peakMb, atMost: MEMORY.mb });
}

function row(name: string, measured: Measured[]): string {
  const of = (what: keyof Measured) => median(measured.map((one) => one[what]));
  // psql is a process of its own, which is not watched.
  const peak = name === 'psql \\copy' ? '' : Math.round(peakOf(measured));
  return `| ${name} | ${perSecond(rowsOf(name), of('seconds'))} | ${of('cpuSeconds').toFixed(1)} | ${(of('bytes') / 1e6).toFixed(1)} | ${peak} |`;
}

function rowsOf(name: string): number {
  if (name === FIVE) return 5 * options.rows;
  return name.startsWith('pdf') ? Math.min(options.rows, 20_000) : options.rows;
}

function peakOf(measured: Measured[]): number {
  return Math.max(...measured.map(({ peakMb }) => peakMb));
}

function run(contestant: string, rows: number): Promise<Measured> {
  const task: Task = { contestant, rows, file: path.join(folder, 'rival') };
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'contestant.ts'), { execArgv: process.execArgv });
    child.once('message', (message) => resolve(message as Measured));
    child.once('exit', (code, signal) => reject(new Error(`${contestant} ended with ${code ?? signal}`)));
    child.send({ config, task } satisfies { config: BenchConfig; task: Task });
  });
}
