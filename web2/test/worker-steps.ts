import { setTimeout as sleep } from 'node:timers/promises';
import { sealSecret } from '@/lib/secrets';
import type { ExportStorage } from '@/storage/export-storage';
import type { WorkerDeps } from '@/worker/worker-deps';
import { DAY_1, type World } from './worker-world';

/** What fails waits an hour. */
export const PATIENT = { leaseSeconds: 120, heartbeatMs: 20, backoffSeconds: () => 3600 };
/** No heartbeat, as in a process that is frozen. */
export const FROZEN = { leaseSeconds: 120, heartbeatMs: 3_600_000, backoffSeconds: () => 0 };
/** An SMTP server's answer that will not change. */
export const REFUSED = { code: 550, text: 'no such user' };

/** Plans and queues, but leaves the runs to a later tick. */
export const planOnly = (world: World, now?: Date) => world.tick({ ...(now && { now }), concurrency: 0 });

/** The mail targets of a schedule. */
export const to = (...addresses: string[]) => ({ targets: JSON.stringify([{ method: 'email', to: addresses }]) });

/** The worker's own storage, but for its uploads. */
export function withUpload(world: World, upload: ExportStorage['upload']): Pick<WorkerDeps, 'delivery'> {
  const { delivery } = world.deps();
  return { delivery: { ...delivery, storage: { ...delivery.storage, upload } } };
}

/** A storage that has begun to take a file and waits until it may go on. */
export function held(world: World) {
  let enter = (): void => undefined;
  let release = (): void => undefined;
  const entered = new Promise<void>((resolve) => (enter = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const { storage } = world.deps().delivery;
  const upload: ExportStorage['upload'] = async (...args) => {
    enter();
    await released;
    await storage.upload(...args);
  };
  return { ...withUpload(world, upload), entered, release: () => release() };
}

/**
 * A tick whose time is over in the middle of an upload.
 * @param tookHalf whether the run had half of the tick's time, which is too long for any
 */
export async function cutOff(world: World, { tookHalf = true } = {}): Promise<void> {
  const reportTimeoutMs = tookHalf ? 2000 : 3_600_000;
  const deadline = new AbortController();
  const slow = held(world);
  const ended = { deadline: deadline.signal, closing: () => deadline.signal.aborted };
  const tick = world.tick({ now: DAY_1, delivery: slow.delivery, reportTimeoutMs, ...ended });
  await slow.entered;
  if (tookHalf) await sleep(reportTimeoutMs / 2);
  deadline.abort();
  slow.release();
  await tick;
}

/** As after two minutes in which nobody extended a lease. */
export const endLeases = (world: World, table: 'export_runs' | 'export_deliveries') =>
  world.rows(
    `update ${table} set lease_expires_at = clock_timestamp() - interval '1 second' where lease_token is not null`,
  );

/** Lists days off, both included, in the world's organisation. */
export async function closed(
  world: Pick<World, 'rows' | 'organization'>,
  starts_on: string,
  ends_on = starts_on,
): Promise<void> {
  await world.rows('insert into blackout_dates (organization_id, name, starts_on, ends_on) values ($1, $2, $3, $4)', [
    ...[world.organization, 'Stocktaking', starts_on, ends_on],
  ]);
}

/** A password as its giver stored it. */
export async function keepSecret(
  world: World,
  password: string,
  values: Record<string, unknown> = {},
): Promise<string> {
  const row = {
    organization_id: world.organization,
    created_by: world.owner.id,
    ...sealSecret(password, world.organization),
    ...values,
  };
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const sql = `insert into secrets (${Object.keys(row)}) values (${places}) returning id`;
  return (await world.row(sql, Object.values(row))).id;
}
