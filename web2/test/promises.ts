import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { housekeep } from '@/worker/housekeeping';
import type { WorkerDeps } from '@/worker/worker-deps';
import { type Arrival, resendArrivals, smtpArrivals } from './mails';
import type { TestResendServer } from './resend-server';
import type { World } from './worker-world';

const FINAL = `('succeeded', 'partially_delivered', 'failed', 'skipped', 'cancelled')`;
const OPEN = `
  select 'run' as kind, r.id, r.status, r.attempt, r.error_code from export_runs r where r.status not in ${FINAL}
  union all select 'delivery', d.id, d.status, d.attempt, d.error_code from export_deliveries d where d.status in ('pending', 'sending')
  union all select 'notice', n.id, n.email_status, n.email_attempt, null from notifications n where n.email_status in ('pending', 'sending')`;

/** Four times what a process that froze within a transaction may keep its rows from others. */
const PATIENCE_MS = 120_000;

/** Ticks, as the cron would call them, until nothing is open. */
export async function finish(world: World, overrides: Partial<WorkerDeps> = {}): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUp) {
    await world.tick({ longLived: true, ...overrides });
    if ((await world.rows(OPEN)).length === 0) return;
    await sleep(100);
  }
  throw new Error(`This never ended: ${JSON.stringify(await world.rows(OPEN))}`);
}

interface Expected {
  /** How many occurrences were due, where that is known. */
  occurrences?: number;
  /** Where the mails went, unless they went to the world's SMTP server. */
  resend?: TestResendServer;
}

/** Design section 7, whatever happened before: to be called when nothing is open any more. */
export async function expectPromisesKept(world: World, { occurrences, resend }: Expected = {}): Promise<void> {
  expect(await world.rows(OPEN), 'everything is final').toEqual([]);
  await expectOneRunEach(world, occurrences);
  await expectNoLeases(world);
  await expectStatusFromDeliveries(world);
  await expectEachSentOnce(world, resend ? resendArrivals(resend) : smtpArrivals(world.smtp), resend ? 1 : 2);
  await expectOwnersToldOnce(world);
  await expectStorageInOrder(world);
}

async function expectOneRunEach(world: World, expected: number | undefined): Promise<void> {
  const runs = await world.rows(
    `select count(*) as runs, count(distinct (scheduled_export_id, scheduled_for)) as occurrences from export_runs where trigger = 'schedule'`,
  );
  const occurrences = expected ?? runs[0]?.occurrences;
  expect(runs, 'each occurrence has one run').toEqual([{ runs: occurrences, occurrences }]);
}

async function expectNoLeases(world: World): Promise<void> {
  const held = await world.rows(
    `select id from export_runs where lease_token is not null or lease_expires_at is not null
     union all select id from export_deliveries where lease_token is not null or lease_expires_at is not null
     union all select id from notifications where lease_token is not null or lease_expires_at is not null`,
  );
  expect(held, 'nothing final holds a lease').toEqual([]);
}

async function expectStatusFromDeliveries(world: World): Promise<void> {
  const odd = await world.rows(
    `select r.id, r.status, r.error_code, array_agg(d.status) as deliveries from export_runs r left join export_deliveries d on d.run_id = r.id
     group by r.id
     having case r.status
       when 'succeeded' then count(d) = 0 or not bool_and(d.status in ('sent', 'suppressed'))
       when 'partially_delivered' then not (bool_or(d.status = 'sent') and bool_or(d.status in ('failed', 'bounced', 'cancelled')))
       when 'failed' then coalesce(bool_or(d.status = 'sent'), false) or r.error_code is null or r.error_message is null
       else coalesce(bool_or(d.status in ('sent', 'failed')), false) and r.status = 'skipped' end`,
  );
  expect(odd, 'a run’s status follows from its deliveries').toEqual([]);
}

/** @param most how often the same mail may arrive, where its sender may have died before it wrote so down */
async function expectEachSentOnce(world: World, arrivals: Arrival[], most: number): Promise<void> {
  const byId = new Map<string, Arrival[]>();
  for (const mail of arrivals) byId.set(mail.id, [...(byId.get(mail.id) ?? []), mail]);
  const sends = await world.rows(
    `select d.id, d.status, d.uncertain, d.error_code, f.sha256, d.link_expires_at is null as attached from export_deliveries d join export_files f on f.id = d.file_id
       where d.method = 'email'
     union all select n.id, n.email_status, n.email_attempt > 1, null, null, false from notifications n where n.email_status <> 'none'`,
  );
  for (const { id, status, uncertain, error_code, sha256, attached } of sends) {
    const mails = byId.get(id) ?? [];
    const what = `${sha256 ? 'delivery' : 'notice'} ${id} (${status}, ${error_code}, uncertain: ${uncertain})`;
    if (status === 'sent') expect(mails.length, `${what} arrived`).toBeGreaterThan(0);
    if (mails.length > 1)
      expect({ uncertain, most: mails.length <= most }, what).toEqual({ uncertain: true, most: true });
    if (status === 'cancelled') expect(mails, what).toEqual([]);
    if (status === 'failed' && sha256 && !uncertain) expect(mails, `${what} did not arrive`).toEqual([]);
    expect(new Set(mails.map(({ content }) => content)).size, `${what} is the same mail each time`).toBe(
      Math.min(mails.length, 1),
    );
    for (const mail of mails) expect(mail.sha256, `${what} brought the stored bytes`).toBe(attached ? sha256 : null);
    byId.delete(id);
  }
  expect([...byId.keys()], 'no mail that the history does not know').toEqual([]);
}

async function expectOwnersToldOnce(world: World): Promise<void> {
  const odd = await world.rows(
    `select r.id, r.status, array_agg(n.event) as told from export_runs r
       left join notifications n on n.run_id = r.id and n.event in ('first_failure', 'run_failed', 'schedule_stopped', 'partly_delivered')
     group by r.id having count(n) <> case when r.status in ('failed', 'partially_delivered') and r.cancel_requested_at is null then 1 else 0 end`,
  );
  expect(odd, 'the owner is told of each failure once, and of nothing that people stopped').toEqual([]);
}

/** After housekeeping, which looks at an upload an hour after it began. */
async function expectStorageInOrder(world: World): Promise<void> {
  await world.rows(`update export_files set created_at = created_at - interval '2 hours' where status = 'writing'`);
  await housekeep(world.deps());
  expect(await world.rows(`select * from export_files where status = 'writing'`), 'no file is half-written').toEqual(
    [],
  );
  const ready = await world.rows(
    `select path, sha256, byte_size from export_files where status = 'ready' order by path`,
  );
  // Objects of earlier tests, whose rows are gone, have other runs in their paths.
  const stored = await world.rows(
    `select name as path from storage.objects o where bucket_id = 'exports'
       and exists (select from export_runs r where r.id::text = split_part(o.name, '/', 2)) order by name`,
  );
  expect(
    stored.map(({ path }) => path),
    'what is stored is what the history names',
  ).toEqual(ready.map(({ path }) => path));
  for (const { path, sha256, byte_size } of ready) {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of await world.deps().delivery.storage.open(path)) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
    expect({ sha256: hash.digest('hex'), size }, path).toEqual({ sha256, size: byte_size });
  }
}
