import { processDueExports } from '@/worker/process-due-exports';
import type { WorkerDeps } from '@/worker/worker-deps';
import type { BenchDatabase } from './bench-database';
import type { Options } from './options';
import { judge, median, say, seconds } from './verdict';
import { workerDeps } from './worker-deps';

const TICKS = 30;

/** A tick with nothing due, among few schedules and among many: the same time, and no statement that reads a table whole. */
export async function benchIdleTick(few: BenchDatabase, many: BenchDatabase, options: Options): Promise<void> {
  say(`\nA tick with nothing due, among ${options.few} and among ${options.many} schedules`);
  const times = new Map<BenchDatabase, number[]>([
    [few, []],
    [many, []],
  ]);
  for (let round = -5; round < TICKS; round += 1) {
    for (const [database, taken] of times) {
      const time = await seconds(() => processDueExports(workerDeps(database.db)));
      if (round >= 0) taken.push(time);
    }
  }
  const [fewTime = 0, manyTime = 0] = [...times.values()].map(median);
  say(`  ${(1000 * fewTime).toFixed(1)} ms and ${(1000 * manyTime).toFixed(1)} ms`);
  judge({ what: 'idle tick: time among many, to time among few', ratio: manyTime / fewTime, atMost: 1.5 });

  const statements = await statementsOf(workerDeps(many.db));
  const reading: string[] = [];
  for (const { text, values } of statements) {
    const { rows } = await many.admin.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    if (/Seq Scan on (scheduled_exports|export_\w+)/.test(plan)) reading.push(`${text}\n${plan}`);
  }
  for (const each of reading) say(each);
  judge({
    what: `idle tick: statements of ${statements.length} that read a table whole`,
    ratio: reading.length,
    atMost: 0,
  });
}

interface Statement {
  text: string;
  values: unknown[];
}

/** What a tick asks the database. */
async function statementsOf(deps: WorkerDeps): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { db } = deps;
  const note: WorkerDeps['db']['query'] = (text, values = []) => {
    statements.push({ text, values });
    return db.query(text, values);
  };
  const transaction: WorkerDeps['db']['transaction'] = (actor, work) =>
    db.transaction(actor, (tx) =>
      work({
        query: (text, values = []) => {
          statements.push({ text, values });
          return tx.query(text, values);
        },
      }),
    );
  await processDueExports({ ...deps, db: { ...db, query: note, transaction } });
  return statements;
}
