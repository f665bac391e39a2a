import { afterEach, describe, expect, inject, it } from 'vitest';
import { startResendServer, type TestResendServer } from '#test/resend-server';
import { PATIENT, to } from '#test/worker-steps';
import { DAY_1, LINKS, useWorld } from '#test/worker-world';
import type { EmailProvider } from '@/email/provider';
import { createEmailProvider } from '@/email/registry';
import { claimDeliveries } from './claim-deliveries';

const world = useWorld();
const once = (values: Record<string, unknown> = {}) =>
  world.schedule({ recurrence: 'RRULE:FREQ=YEARLY;INTERVAL=500', starts_at: DAY_1, ...values });
const BOTH = to('ana@x.example', 'ben@x.example');

const backoffIsOver = () => world.rows(`update export_deliveries set run_after = now() where status = 'pending'`);
const leaseIsOver = () =>
  world.rows(`update export_deliveries set lease_expires_at = now() - interval '1 second' where status = 'sending'`);

const received = () => world.smtp.received.map(({ to }) => to[0]).filter((address) => address?.endsWith('@x.example'));
const outcomes = async (id: string) =>
  (await world.deliveries(id)).map(({ label, status, attempt, error_code }) => [label, status, attempt, error_code]);
const events = async () => (await world.notifications()).map(({ event }) => event);

/** The worker's mail, but for what a test does before or after it sends. */
function withEmail(
  send: (real: EmailProvider, ...args: Parameters<EmailProvider['send']>) => ReturnType<EmailProvider['send']>,
) {
  const { delivery } = world.deps();
  return {
    delivery: {
      ...delivery,
      email: {
        ...delivery.email,
        send: (message: Parameters<EmailProvider['send']>[0]) => send(delivery.email, message),
      },
    },
  };
}

describe('one of two recipients', () => {
  it('whom the server refuses fails at once; the other gets the file, once', async () => {
    world.smtp.behave({ recipients: { 'ana@x.example': { code: 550, text: 'no such user' } } });
    const id = await once(BOTH);
    expect(await world.tick({ now: DAY_1 })).toMatchObject({ succeeded: 1, failed: 0, delivered: 1 });
    await world.tick();
    expect(await outcomes(id)).toEqual([
      ['ana@x.example', 'failed', 1, 'recipient_refused'],
      ['ben@x.example', 'sent', 1, null],
    ]);
    expect(received()).toEqual(['ben@x.example']);
    expect(await world.run(id)).toMatchObject({ status: 'partially_delivered', error_code: 'recipient_refused' });
    expect(await events()).toEqual(['partly_delivered']);
  });

  it('whom the server puts off is tried again alone', async () => {
    world.smtp.behave({ recipients: { 'ana@x.example': { code: 451, text: 'come back later' } } });
    const id = await once(BOTH);
    await world.tick({ now: DAY_1, timing: PATIENT });
    expect(await world.run(id)).toMatchObject({ status: 'delivering' });
    expect((await outcomes(id)).map(([, status, attempt]) => [status, attempt])).toEqual([
      ['pending', 1],
      ['sent', 1],
    ]);
    world.smtp.behave({});
    expect(await world.tick({ timing: PATIENT })).toMatchObject({ delivered: 0 }); // before its back-off
    await backoffIsOver();
    expect(await world.tick({ timing: PATIENT })).toMatchObject({ delivered: 1, succeeded: 1 });
    expect(received()).toEqual(['ben@x.example', 'ana@x.example']);
    expect(await world.run(id)).toMatchObject({ status: 'succeeded', error_code: null });
    expect(await events()).toEqual([]);
  });
});

it('a recipient who is put off five times is given up', async () => {
  world.smtp.behave({ recipients: { 'ana@x.example': { code: 451, text: 'come back later' } } });
  const id = await once();
  await world.tick({ now: DAY_1 });
  await world.tick();
  expect((await outcomes(id)).map(([, status, attempt]) => [status, attempt])).toEqual([['failed', 5]]);
  expect(await world.run(id)).toMatchObject({ status: 'failed' });
  expect(await events()).toEqual(['first_failure']);
});

it('a retry and a late delivery bring the same bytes as the first attempt would have', async () => {
  world.smtp.behave({ data: { code: 451, text: 'come back later' } });
  const id = await once();
  await world.tick({ now: DAY_1, timing: PATIENT });
  await world.items([{ name: 'changed since' }]);
  await world.rows(`update scheduled_exports set name = 'Renamed'`);
  world.smtp.behave({});
  await backoffIsOver();
  await world.tick();
  const [first, second] = world.smtp.received.map(({ raw }) => raw.replace(/^Date:.*$/m, ''));
  expect(second).toBe(first);
  const file = await world.file((await world.run(id)).id);
  expect(first?.replaceAll(/\r?\n/g, '')).toContain(file.toString('base64'));
});

it('who stands in two targets gets one mail', async () => {
  const id = await once({
    targets: JSON.stringify([
      { method: 'email', to: ['ana@x.example', 'ANA@x.example'] },
      { method: 'email', to: ['ana@X.example'] },
    ]),
  });
  await world.tick({ now: DAY_1 });
  expect(await outcomes(id)).toHaveLength(1);
  expect(received()).toEqual(['ana@x.example']);
});

it('a file too large to attach goes as a link that works until the file is removed', async () => {
  await world.items([{ name: 'xx' }]);
  const id = await once({ report_type: 'many_items', ...BOTH });
  await world.tick({ now: DAY_1 });
  const { expires_at } = await world.row(`select expires_at from export_files where status = 'ready'`);
  const deliveries = await world.deliveries(id);
  expect(deliveries).toMatchObject(Array(2).fill({ status: 'sent', link_expires_at: expires_at, link_clicks: 0 }));
  const tokens = world.smtp.received.map(
    ({ raw }) => /https:\/\/app\.example\/d\/([\w-]+)/.exec(raw.replace(/=\r?\n/g, ''))?.[1] ?? '',
  );
  expect(tokens.map((token) => LINKS.read(token)).toSorted()).toEqual(deliveries.map((each) => each.id).toSorted());
  expect(world.smtp.received[0]?.raw.length).toBeLessThan(20_000);
});

it('a download stands in the inbox, whatever the settings say', async () => {
  const id = await once({ targets: '[{"method":"download"}]' });
  await world.tick({ now: DAY_1 });
  expect(await outcomes(id)).toEqual([['Download in the app', 'sent', 1, null]]);
  expect(await world.notifications()).toMatchObject([{ event: 'run_delivered', in_app: true, email_status: 'none' }]);
  expect(world.smtp.received).toEqual([]);
});

describe('over SMTP, a send without an answer', () => {
  it('is repeated once, and then given up', async () => {
    world.smtp.behave({ data: 'drop' });
    const id = await once();
    await world.tick({ now: DAY_1 });
    await world.tick();
    expect(await outcomes(id)).toEqual([['ana@x.example', 'failed', 2, 'delivery_uncertain']]);
    expect(world.smtp.received.filter(({ to }) => to.includes('ana@x.example'))).toHaveLength(2);
    const ids = world.smtp.received.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
    expect(new Set(ids.slice(0, 2)).size).toBe(1);
  });

  it('is repeated once when its worker died, and then given up', async () => {
    const id = await sending();
    await leaseIsOver();
    const again = await claimDeliveries(world.database, { limit: 5, keyed: [], timing: PATIENT });
    expect(again).toMatchObject([{ attempt: 2, uncertain: true }]);
    await leaseIsOver(); // its second worker died, too
    expect(await world.tick()).toMatchObject({ delivered: 0, failed: 1 });
    expect(await outcomes(id)).toMatchObject([['ana@x.example', 'failed', 2, 'delivery_uncertain']]);
    expect(await world.run(id)).toMatchObject({ status: 'failed', error_code: 'delivery_uncertain' });
    expect(received()).toEqual([]);
  });

  it('that is found abandoned before its lease ends is left alone', async () => {
    const id = await sending();
    await world.tick();
    expect(await outcomes(id)).toMatchObject([['ana@x.example', 'sending', 1, null]]);
    await leaseIsOver();
    await world.tick();
    expect(await outcomes(id)).toMatchObject([['ana@x.example', 'sent', 2, null]]);
  });
});

describe('over Resend, which knows a repeat', () => {
  let server: TestResendServer;
  afterEach(async () => {
    await server.stop();
  });

  it('a send without an answer is repeated until it is answered, and arrives once', async () => {
    server = await startResendServer();
    const email = createEmailProvider({ provider: 'resend', apiKey: 're_test', baseUrl: server.url });
    const resend = { delivery: { ...world.deps().delivery, email } };
    server.answer('take and drop');
    const id = await once();
    await world.tick({ now: DAY_1, timing: PATIENT, ...resend });
    for (const answer of ['take and drop', undefined] as const) {
      server.answer(answer);
      await backoffIsOver();
      await world.tick({ timing: PATIENT, ...resend });
    }
    expect(await outcomes(id)).toEqual([['ana@x.example', 'sent', 3, null]]);
    expect(server.requests).toHaveLength(3);
    expect([...server.taken.keys()]).toEqual([(await world.deliveries(id))[0]?.id]);
  });
});

describe('who lost the lease of a delivery', () => {
  it('and comes back with an answer changes nothing', async () => {
    const id = await once();
    const late = withEmail(async (real, message) => {
      await leaseIsOver();
      await world.tick(); // another takes it over and sends it
      return real.send(message);
    });
    await world.tick({ now: DAY_1, ...late });
    const [delivery] = await world.deliveries(id);
    expect(delivery).toMatchObject({ status: 'sent', attempt: 2, uncertain: true });
    expect(await world.run(id)).toMatchObject({ status: 'succeeded' });
  });

  it('and comes back with a failure changes nothing', async () => {
    const id = await once();
    const late = withEmail(async () => {
      await leaseIsOver();
      await world.tick();
      throw new Error('too late');
    });
    await world.tick({ now: DAY_1, ...late });
    expect(await outcomes(id)).toEqual([['ana@x.example', 'sent', 2, null]]);
    expect(received()).toEqual(['ana@x.example']);
  });
});

describe('when a schedule is paused or deleted', () => {
  it.each([
    ['paused', `update scheduled_exports set status = 'paused'`],
    ['deleted', 'update scheduled_exports set deleted_at = now()'],
  ])('%s, its queued runs and pending deliveries are cancelled; what was sent stays sent', async (reason, sql) => {
    world.smtp.behave({ recipients: { 'ana@x.example': { code: 451, text: 'come back later' } } });
    const id = await once(BOTH);
    await world.tick({ now: DAY_1, timing: PATIENT });
    await world.rows(sql);
    expect((await outcomes(id)).map(([label, status]) => [label, status])).toEqual([
      ['ana@x.example', 'cancelled'],
      ['ben@x.example', 'sent'],
    ]);
    expect(await world.run(id)).toMatchObject({ status: 'partially_delivered', reason });
    world.smtp.behave({});
    await backoffIsOver();
    await world.tick();
    expect(received()).toEqual(['ben@x.example']);
  });

  it('a send that began completes, and one that is put off is not tried again', async () => {
    const id = await once(BOTH);
    const during = withEmail(async (real, message) => {
      await world.rows(`update scheduled_exports set status = 'paused' where status = 'active'`);
      return real.send(message);
    });
    world.smtp.behave({ recipients: { 'ben@x.example': { code: 451, text: 'come back later' } } });
    await world.tick({ now: DAY_1, concurrency: 1, ...during });
    world.smtp.behave({});
    await world.tick();
    expect((await outcomes(id)).map(([, status]) => status).toSorted()).toEqual(['cancelled', 'sent']);
    expect(received().length).toBeLessThanOrEqual(1);
  });

  it('a send whose worker died is not repeated, and its run ends', async () => {
    const id = await sending();
    await world.rows(`update scheduled_exports set status = 'paused'`);
    await leaseIsOver();
    await world.tick();
    await world.tick();
    expect(received()).toEqual([]);
    expect(await outcomes(id)).toMatchObject([['ana@x.example', 'failed', 1, 'delivery_uncertain']]);
    expect(await world.run(id)).toMatchObject({ status: 'failed', reason: 'paused' });
  });
});

it('a file that Storage lost or altered is not sent, and the owner is told to run again', async () => {
  const id = await once();
  await world.tick({ now: DAY_1, timing: PATIENT, ...withEmail(() => Promise.reject(new Error('not now'))) });
  const { path } = await world.row(`select path from export_files where status = 'ready'`);
  await world.deps().delivery.storage.remove([path]);
  await backoffIsOver();
  await world.tick();
  expect(await outcomes(id)).toEqual([['ana@x.example', 'failed', 2, 'file_missing']]);
  expect(received()).toEqual([]);
});

it('the mail catcher of the stack takes mails by the same provider', async () => {
  const { smtp_url, mail_url } = inject('local');
  const email = createEmailProvider({ provider: 'smtp', url: smtp_url });
  await once(to('catcher@x.example'));
  await world.tick({ now: DAY_1, delivery: { ...world.deps().delivery, email } });
  await email.close();
  const mails = (await (await fetch(`${mail_url}/api/email`)).json()) as {
    to: { address: string }[];
    attachments: unknown[];
  }[];
  const mine = mails.filter((mail) => mail.to.some(({ address }) => address === 'catcher@x.example'));
  expect(mine).toMatchObject([{ attachments: [{ filename: 'items-for-ana_2026-03-02_0900.csv' }] }]);
});

/** A mail provider whose process ends while it sends. */
function dying() {
  return withEmail(() => Promise.reject(new Error('dies')));
}

/** A run whose one delivery is being sent by a worker that is gone, its lease still running. */
async function sending(): Promise<string> {
  const id = await once();
  await world.tick({ now: DAY_1, timing: PATIENT, ...dying() });
  await world.rows(
    `update export_deliveries set status = 'sending', error_code = null, error_message = null, uncertain = false,
       lease_token = gen_random_uuid(), lease_expires_at = now() + interval '1 minute'`,
  );
  return id;
}
