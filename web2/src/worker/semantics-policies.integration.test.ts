import { describe, expect, it } from 'vitest';
import { join, signUp } from '#test/people';
import { documentedTable } from '#test/semantics';
import { asks } from '#test/worker-people';
import { keepSecret, PATIENT, planOnly, REFUSED, to, withUpload } from '#test/worker-steps';
import { DAY_1, day, useWorld } from '#test/worker-world';
import { createEmailProvider } from '@/email/registry';
import { runScheduledExport } from '@/scheduled-exports/run-scheduled-export';
import type { WorkerDeps } from './worker-deps';

const world = useWorld();

describe('what is due at planning', () => {
  const table = documentedTable('Planning', '`catch_up`');
  const [, onTime, several] = Object.keys(table[0] ?? {});
  /** Days of the occurrences, with what became of them. */
  const history = async (id: string) =>
    (await world.runs(id)).map(({ scheduled_for, status, reason, missed_count }) => [
      ...[(scheduled_for.getTime() - DAY_1.getTime()) / 86_400_000, reason ?? status, missed_count],
    ]);
  const after = async (policy: string, days: number, window = 60) => {
    const id = await world.schedule({ catch_up: policy, catch_up_window_hours: window });
    await world.tick({ now: day(days) });
    return history(id);
  };
  /** By policy: three days of downtime; the same when all is older than the window. */
  const expected: Record<string, { several: unknown[]; old: unknown[] }> = {
    latest: { several: [[3, 'succeeded', 3]], old: [[3, 'succeeded', 3]] },
    skip: {
      several: [
        [2, 'missed', 3],
        [3, 'succeeded', 0],
      ],
      old: [[3, 'missed', 4]],
    },
    all: {
      several: [
        [0, 'missed', 1],
        [1, 'succeeded', 0],
        [2, 'succeeded', 0],
        [3, 'succeeded', 0],
      ],
      old: [[3, 'missed', 4]],
    },
  };

  it('is documented for each policy there is', () => {
    expect([onTime, several]).toEqual(['due: one, on time', 'due: several']);
    expect(table.map((row) => row['`catch_up`'])).toEqual(Object.keys(expected));
  });

  it.each(Object.entries(expected))('with the policy “%s”', async (policy, { several, old }) => {
    expect(await after(policy, 0)).toEqual([[0, 'succeeded', 0]]);
    expect(await after(policy, 3)).toEqual(several);
    expect(await after(policy, 3.5, 2)).toEqual(old);
  });
});

describe('what the owner is told', () => {
  const events = async () => (await world.notifications()).map(({ event }) => event);
  const ticks = async (from: number, until: number) => {
    for (let each = from; each <= until; each++) await world.tick({ now: day(each) });
  };
  const scenarios: Record<string, () => Promise<unknown>> = {
    requested_run_failed: async () => {
      await runScheduledExport(asks(world.owner), await world.schedule({ columns: ['gone'], status: 'paused' }));
      await ticks(0, 1);
    },
    first_failure: async () => {
      await world.schedule({ columns: ['gone'] });
      await ticks(0, 0);
    },
    run_failed: async () => {
      await world.schedule({ columns: ['gone'] });
      await ticks(0, 1);
    },
    schedule_stopped: async () => {
      await world.schedule({ columns: ['gone'] });
      await ticks(0, 6);
    },
    schedule_recovered: async () => {
      await world.schedule({ columns: ['gone'] });
      await ticks(0, 1);
      await world.rows('update scheduled_exports set columns = null');
      await ticks(2, 3);
    },
    partly_delivered: async () => {
      world.smtp.behave({ recipients: { 'ben@x.example': REFUSED } });
      await world.schedule(to('ana@x.example', 'ben@x.example'));
      await ticks(0, 0);
    },
    run_delivered: async () => {
      await world.schedule({ targets: '[{"method":"download"}]' });
      await ticks(0, 0);
    },
  };

  it('has a scenario for each documented event', () => {
    expect(documentedTable('What the owner is told', 'event').map(({ event }) => event)).toEqual(
      Object.keys(scenarios),
    );
  });

  it.each(Object.entries(scenarios))('%s comes once, and after it nothing', async (event, walk) => {
    await walk();
    const told = await events();
    expect(told.filter((each) => each === event)).toEqual([event]);
    expect(told.at(-1)).toBe(event);
  });
});

describe('an error', () => {
  const fails = (error: unknown) => withUpload(world, () => Promise.reject(error));
  const lostMember = async () => {
    const member = await signUp(world.pool, 'Former');
    await join(world.pool, member, world.organization, 'viewer');
    return { owner_id: member.id };
  };
  // Nobody listens on port 9.
  const nobodyThere = createEmailProvider({ provider: 'smtp', url: 'smtp://127.0.0.1:9' });
  const smtp = (...behaviour: Parameters<typeof world.smtp.behave>) => {
    world.smtp.behave(...behaviour);
    return {};
  };
  type Scenario = [values: Record<string, unknown>, deps: Partial<WorkerDeps>, afterPlanning?: string];
  const archive = async () => ({ compression: 'zip', secret_id: await keepSecret(world, 'correct horse battery') });
  /** By code: the schedule that meets it, how the worker differs, and what happens between planning and running. */
  const scenarios: Record<string, () => Promise<Scenario>> = {
    database_unavailable: async () => [
      {},
      fails(Object.assign(new Error('down'), { code: '57P01', severity: 'FATAL' })),
    ],
    storage_unavailable: async () => [
      {},
      withUpload(world, async (_path, body) => {
        for await (const _chunk of body) break; // it took some of the file and went away
      }),
    ],
    email_unreachable: async () => [{}, { delivery: { ...world.deps().delivery, email: nobodyThere } }],
    email_rate_limited: async () => [{}, smtp({ data: { code: 451, text: '4.7.1 more slowly' } })],
    internal: async () => [{}, fails(new TypeError('a mistake of ours'))],
    owner_lost_access: async () => [await lostMember(), {}],
    owner_missing: async () => [{ owner_id: null }, {}],
    report_missing: async () => [{ report_type: 'nothing' }, {}],
    column_missing: async () => [{ columns: ['gone'] }, {}],
    access_lost: async () => [{ report_type: 'closed_items' }, {}],
    report_timeout: async () => [{ report_type: 'slow_items' }, { reportTimeoutMs: 50 }],
    invalid_definition: async () => [{ format: 'papyrus' }, {}],
    secret_missing: async () => [
      await archive(),
      {},
      `update scheduled_exports set secret_id = null, compression = 'none'; delete from secrets`,
    ],
    secret_unreadable: async () => [await archive(), {}, `update secrets set key_id = 'lost'`],
    report_empty: async () => [{ filters: { name: 'nobody' }, when_empty: 'fail' }, {}],
    recipient_refused: async () => [{}, smtp({ recipient: REFUSED })],
  };
  const documented = documentedTable('Errors', 'class').flatMap(({ examples = '', retried = '' }) =>
    examples.split(', ').map((code) => [code, retried] as const),
  );

  it('is documented for each scenario, and the other way round', () => {
    expect(Object.keys(scenarios).toSorted()).toEqual(documented.map(([code]) => code).toSorted());
  });

  it.each(documented)('%s is retried: %s', async (code, retried) => {
    const [values, deps, afterPlanning] = (await scenarios[code]?.()) ?? [{}, {}];
    const id = await world.schedule(values);
    await planOnly(world, DAY_1);
    if (afterPlanning) await world.pool.query(afterPlanning);
    await world.tick({ now: DAY_1, timing: PATIENT, ...deps });
    const [of] = [...(await world.deliveries(id)), await world.run(id)];
    const open = { waiting: 'yes', pending: 'yes', failed: 'no' }[of?.status as string];
    expect([of?.error_code, open]).toEqual([code, retried]);
    expect(of?.error_message).toMatch(/^[A-Z“].*\.$/s);
  });
});
