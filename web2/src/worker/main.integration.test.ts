import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { DAY_1, until, useWorld } from '#test/worker-world';

const world = useWorld();

it('the long-lived worker takes what is too long for a function, and ends when it is told to', async () => {
  const id = await world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1 });
  await world.tick({ now: DAY_1, concurrency: 0 });
  await world.rows('update export_runs set needs_worker = true, run_after = now()');
  await world.tick();
  expect(await world.run(id)).toMatchObject({ status: 'queued' });

  const web = path.resolve(import.meta.dirname, '../..');
  const args = ['--conditions=react-server', '--import', 'tsx', 'src/worker/main.ts'];
  const worker = spawn(process.execPath, args, {
    cwd: web,
    env: { ...process.env, ...inject('local').env },
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => (output += chunk));
  try {
    await until(async () => ((await world.run(id)).status === 'succeeded' ? [true] : []));
    worker.kill('SIGTERM');
    expect(await once(worker, 'exit'), output).toEqual([0, null]);
    expect(output).toContain('worker stopped');
  } finally {
    worker.kill('SIGKILL');
  }
  expect(
    await world.rows(
      `select result -> 'claimed' as claimed from worker_ticks where worker <> 'cron' and finished_at is not null`,
    ),
  ).not.toEqual([]);
});
