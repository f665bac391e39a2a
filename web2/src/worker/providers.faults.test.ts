import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type HttpProxy, startHttpProxy } from '#test/http-proxy';
import { expectPromisesKept, finish } from '#test/promises';
import { startResendServer, type TestResendServer } from '#test/resend-server';
import { type Dice, dice, seeds } from '#test/seed';
import { ONCE, SHORT, someSchedules } from '#test/some-schedules';
import { DAY_1, useWorld } from '#test/worker-world';
import { createEmailProvider } from '@/email/registry';
import { createExportStorage } from '@/storage/export-storage';
import type { WorkerDeps } from './worker-deps';

const world = useWorld();
let front: HttpProxy;
let resend: TestResendServer;

beforeAll(async () => {
  front = await startHttpProxy(inject('local').api_url);
  resend = await startResendServer();
});
afterEach(() => {
  front.behave(() => 'pass');
  resend.answer(undefined);
  resend.taken.clear();
  resend.requests.length = 0;
});
afterAll(() => Promise.all([front.stop(), resend.stop()]));

/** Over the failing network. @param patience how long an answer is waited for: short where many do not come */
function failing(mail: 'smtp' | 'resend', patience = 10_000): Partial<WorkerDeps> {
  const { secret_key: secretKey } = inject('local');
  const storage = createExportStorage({ url: front.url, secretKey, timeoutMs: 2 * patience });
  const email = createEmailProvider(
    mail === 'smtp'
      ? { provider: 'smtp', url: world.smtp.url, timeoutMs: patience }
      : { provider: 'resend', apiKey: 're_x', baseUrl: resend.url, timeoutMs: patience },
  );
  return { delivery: { ...world.deps().delivery, storage, email }, timing: { ...SHORT, leaseSeconds: 120 } };
}

const STORAGE = [
  ...(['drop', 'hang', 'lose', 'break'] as const),
  { status: 500, body: '{"statusCode":"500","error":"Internal","message":"x"}' },
  { status: 503, body: '<html>busy</html>' },
  { status: 429, body: '{"statusCode":"429","error":"TooManyRequests","message":"x"}' },
  { status: 200, body: 'not json' },
];
const SMTP = [
  { greeting: 'drop' },
  { sender: { code: 451, text: 'Try later' } },
  { recipient: { code: 450, text: 'Greylisted' } },
  { recipient: { code: 550, text: 'No such user' } },
  { data: { code: 451, text: 'Try later' } },
  { data: { code: 554, text: 'Refused' } },
  { data: 'drop' },
  { data: 'hang' },
  { dropWithinData: true },
] as const;
const RESEND = [
  ...(['hang', 'drop', 'take and drop'] as const),
  { status: 500, body: { statusCode: 500, name: 'internal_server_error', message: 'x' } },
  { status: 429, body: { statusCode: 429, name: 'rate_limit_exceeded', message: 'x' } },
  { status: 422, body: { statusCode: 422, name: 'validation_error', message: 'x' } },
  { status: 200, body: 'not json' },
  { status: 200, body: {} },
];

/** Storage answers two in three requests as it should. */
const failNowAndThen = ({ roll, pick }: Dice) => front.behave(() => (roll() < 0.33 ? pick(STORAGE) : 'pass'));

async function play(mail: 'smtp' | 'resend', throws: Dice): Promise<void> {
  const schedules = throws.between(4, 9);
  await someSchedules(world, schedules, throws);
  const overrides = failing(mail, 500);
  await world.tick({ ...overrides, now: DAY_1 });
  await finish(world, overrides);
  front.behave(() => 'pass');
  await expectPromisesKept(world, { occurrences: schedules, ...(mail === 'resend' && { resend }) });
  const payloads = new Map<unknown, string>();
  for (const { headers, raw } of resend.requests) {
    const key = headers['idempotency-key'];
    expect(raw, `the payload of ${key} is the same each time`).toBe(payloads.get(key) ?? raw);
    payloads.set(key, raw);
  }
}

describe('Storage and mail that fail, hang, lose their answers and talk nonsense', () => {
  it.each(seeds())('over SMTP: all is final, said and at most marked uncertain (FAULT_SEED=%i)', async (seed) => {
    const throws = dice(seed);
    failNowAndThen(throws);
    const change = setInterval(() => world.smtp.behave(throws.roll() < 0.5 ? throws.pick(SMTP) : {}), 60);
    try {
      await play('smtp', throws);
    } finally {
      clearInterval(change);
    }
  });

  it.each(seeds())('over Resend, which knows keys: nothing arrives twice (FAULT_SEED=%i)', async (seed) => {
    const throws = dice(seed);
    failNowAndThen(throws);
    resend.answer(() => (throws.roll() < 0.5 ? throws.pick(RESEND) : undefined));
    await play('resend', throws);
  });
});

it('a provider that asks for patience is left alone for that long', async () => {
  await world.schedule(ONCE);
  const body = { statusCode: 429, name: 'rate_limit_exceeded', message: 'x' };
  resend.answer({ status: 429, body, headers: { 'retry-after': '600' } });
  const overrides = failing('resend');
  await world.tick({ ...overrides, now: DAY_1 });
  resend.answer(undefined);
  await world.tick(overrides);
  expect(resend.requests).toHaveLength(1);
  expect(
    await world.row(`select status, run_after > now() + interval '9 minutes' as later from export_deliveries`),
  ).toEqual({
    status: 'pending',
    later: true,
  });
  await world.rows('update export_deliveries set run_after = now()');
  await finish(world, overrides);
  await expectPromisesKept(world, { occurrences: 1, resend });
});

it('a file that Storage has kept although it lost its answer is removed, and the next attempt’s is sent', async () => {
  await world.schedule(ONCE);
  let lost = 0;
  front.behave(({ method }) => (method === 'POST' && lost++ === 0 ? 'lose' : 'pass'));
  const overrides = failing('smtp');
  await world.tick({ ...overrides, now: DAY_1 });
  await finish(world, overrides);
  await expectPromisesKept(world, { occurrences: 1 });
  expect(await world.rows('select status from export_files order by created_at')).toEqual([
    { status: 'removed' },
    { status: 'ready' },
  ]);
});

it('keys that a provider has forgotten protect from nothing, so that a mail without an answer is tried only once more', async () => {
  await world.schedule(ONCE);
  const overrides = failing('resend');
  await world.tick({ ...overrides, now: DAY_1, concurrency: 0 });
  resend.answer('take and drop');
  await world.tick({ ...overrides, now: DAY_1, timing: { ...SHORT, backoffSeconds: () => 3600 } });
  await world.rows(
    `update export_deliveries set status = 'sending', lease_token = gen_random_uuid(), lease_expires_at = now() - interval '24 hours'`,
  );
  resend.answer(undefined);
  await finish(world, overrides);
  await expectPromisesKept(world, { occurrences: 1, resend });
  expect(await world.rows('select status, error_code, attempt from export_deliveries')).toEqual([
    { status: 'failed', error_code: 'delivery_uncertain', attempt: 1 },
  ]);
});
