import { openClaims } from '@/worker/claim-runs';
import { endRuns } from '@/worker/finish-run';
import { queueRuns } from '@/worker/queue-runs';
import { TIMING } from '@/worker/timing';
import type { BenchDatabase } from './bench-database';
import type { Options } from './options';
import { seedRuns } from './seed';
import { judge, median, perSecond, say, seconds } from './verdict';

const OTHERS = 1000;

/** The whole way from waiting to the end, with and without the backlog of one organisation at its cap that was planned before. */
export async function benchBacklog({ db, admin }: BenchDatabase, options: Options): Promise<void> {
  const { backlog, idle } = options;
  say(`\nQueue, claim and finish ${OTHERS} runs, behind ${backlog} of an organisation at its cap`);
  const without: number[] = [];
  const behind: number[] = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const times of round % 2 === 0 ? [without, behind] : [behind, without]) {
      const now = new Date();
      await seedRuns(admin, {
        ...{ from: 0, count: OTHERS, schedules: idle, status: 'waiting', scheduledFor: now, runAfter: now },
      });
      if (times === behind) await seedBacklog(admin, backlog);
      await admin.query('analyze public.export_runs');
      const time = await seconds(() => drain(db));
      if (round > 0) times.push(time);
      await admin.query('delete from public.export_runs where organization_id = $1', [BIG]);
    }
  }
  say(`  ${perSecond(OTHERS, median(without)).padStart(9)}  without`);
  say(`  ${perSecond(OTHERS, median(behind)).padStart(9)}  behind the backlog`);
  judge({ what: 'time behind a backlog, to time without', ratio: median(behind) / median(without), atMost: 2 });
}

const BIG = '00000000-0000-4000-8000-000000000001';

/** Thousands of schedules, ten due occurrences each; four of them run for ever. */
async function seedBacklog(admin: BenchDatabase['admin'], count: number): Promise<void> {
  await admin.query(
    `insert into public.organizations (id, name, max_concurrent_runs) values ($1, 'Big', 4) on conflict do nothing`,
    [BIG],
  );
  await admin.query(
    `insert into public.export_runs (organization_id, scheduled_export_id, scheduled_for, definition, run_after, status, lease_token, lease_expires_at)
     select $1, md5('big' || n / 10)::uuid, now() - interval '2 hours' + make_interval(mins => n % 10), '{}', now() - interval '1 hour',
       case when n < 40 and n % 10 = 0 then 'running' else 'waiting' end, case when n < 40 and n % 10 = 0 then gen_random_uuid() end,
       case when n < 40 and n % 10 = 0 then now() + interval '1 hour' end
     from generate_series(0, $2::int - 1) n`,
    [BIG, count],
  );
}

async function drain(db: BenchDatabase['db']): Promise<void> {
  const claim = openClaims(db, { longLived: false, timing: TIMING });
  let done = 0;
  while (done < OTHERS) {
    const runs = await claim(10);
    if (runs.length === 0 && (await queueRuns(db, new Date())) === 0) throw new Error(`${done} of ${OTHERS} came`);
    if (runs.length === 0) continue;
    await endRuns(
      db,
      runs.map((run) => ({ run, status: 'skipped' as const, reason: 'empty' })),
    );
    done += runs.length;
  }
}
