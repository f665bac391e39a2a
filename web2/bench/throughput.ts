import type { BenchDatabase } from './bench-database';
import { type Contestant, graphileWorker, type Mode, ours, pgBoss } from './contestants';
import type { Options } from './options';
import { seedRuns } from './seed';
import { judge, median, perSecond, say } from './verdict';

const TITLES: Record<Mode, string> = {
  singles: 'one at a time, 10 workers',
  lanes: 'one at a time, 10 lanes of one worker of ours',
  batched: 'in batches of 500',
};
const BOUNDS: Record<Mode, Record<string, number>> = {
  singles: { 'pg-boss': 1.5, 'graphile-worker': 0.7 },
  lanes: { 'pg-boss': 1.5, 'graphile-worker': 1 },
  batched: { 'pg-boss': 1, 'graphile-worker': 0.7 },
};

/** Claim and finish, beside two queues of the field: rounds in turn, so that the machine's moods hit all alike; ratios round by round. */
export async function benchThroughput(database: BenchDatabase, options: Options): Promise<void> {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const { idle } = options;
  await seedRuns(database.admin, {
    ...{ from: 0, count: idle, schedules: idle, status: 'waiting', scheduledFor: tomorrow, runAfter: tomorrow },
  });
  const contestants = [ours(database, idle), await pgBoss(database), await graphileWorker(database)];
  try {
    for (const mode of ['singles', 'lanes', 'batched'] as const) await compare(database, contestants, mode, options);
  } finally {
    for (const contestant of contestants) await contestant.stop();
  }
}

async function compare(database: BenchDatabase, contestants: Contestant[], mode: Mode, options: Options) {
  const count = mode === 'batched' ? options.batched : options.singles;
  say(`\nClaim and finish, ${TITLES[mode]}: ${count} jobs a round`);
  const taken = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  // The first round only warms up.
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const contestant of contestants) await contestant.load(count);
    await database.admin.query('vacuum analyze public.export_runs');
    await database.admin.query('checkpoint');
    const first = round % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const time = await contestant.drain(mode, count);
      if (round > 0) taken.get(contestant.name)?.push(time);
    }
  }
  const own = taken.get('scheduled-exports') ?? [];
  for (const [name, times] of taken) say(`  ${perSecond(count, median(times)).padStart(9)}  ${name}`);
  for (const [name, atLeast] of Object.entries(BOUNDS[mode])) {
    const ratios = (taken.get(name) ?? []).map((time, round) => time / (own[round] ?? Number.POSITIVE_INFINITY));
    judge({ what: `${mode}: times ${name}`, ratio: median(ratios), atLeast });
  }
}
