import { cpus, totalmem } from 'node:os';
import { benchBacklog } from './backlog';
import { startBenchDatabase } from './bench-database';
import { benchIdleTick } from './idle-tick';
import { benchMemory } from './memory';
import { parseOptions } from './options';
import { benchPlanning } from './planning';
import { seedHistory, seedOrganizations, seedSchedules } from './seed';
import { benchThroughput } from './throughput';
import { say, verdict } from './verdict';

/** `pnpm bench:queue`: the figures of docs/benchmarks.md. Ends with 1 when one falls short. */
const ORGANIZATIONS = { count: 5000, cap: 4 };

const HISTORY_DAYS = 20;

const options = parseOptions(process.argv.slice(2));
const { only, idle, few, many, due } = options;
const organizations = ORGANIZATIONS.count;

const main = await startBenchDatabase('queue');
const small = only.has('tick') ? await startBenchDatabase('few') : null;
try {
  const { rows } = await main.admin.query<{ version: string }>(`select current_setting('server_version') as version`);
  say(
    `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL ${rows[0]?.version}`,
  );
  await main.admin.query('delete from public.scheduled_exports'); // of the demo
  await seedOrganizations(main.admin, ORGANIZATIONS);
  if (only.has('throughput') || only.has('backlog')) {
    await seedSchedules(main.admin, { from: 0, count: idle, organizations, due: null });
    await main.admin.query('vacuum analyze');
  }
  if (only.has('throughput')) await benchThroughput(main, options);
  if (only.has('backlog')) await benchBacklog(main, options);
  if (small) {
    await seedOrganizations(small.admin, ORGANIZATIONS);
    await seedSchedules(small.admin, { from: 0, count: few, organizations, due: null });
    const seeded = only.has('throughput') || only.has('backlog') ? idle : 0;
    await seedSchedules(main.admin, { from: seeded, count: many - seeded, organizations, due: null });
    for (const { admin } of [main, small]) {
      await seedHistory(admin, { days: HISTORY_DAYS, schedules: few });
      await admin.query('vacuum analyze');
    }
    await benchIdleTick(small, main, options);
  }
  if (only.has('planning')) {
    await seedSchedules(main.admin, { from: many, count: due, organizations, due: new Date() });
    await main.admin.query('vacuum analyze');
    await benchPlanning(main, options);
    if (only.has('memory')) await benchMemory(main, options);
  }
  process.exitCode = verdict() ? 0 : 1;
} finally {
  await Promise.all([main.stop(), small?.stop()]);
}
