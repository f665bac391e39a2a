import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { call, create, tick, useApi } from '#test/api-world';
import { downloadLinks } from '@/delivery/download-links';

const world = useApi();
const FILE_NAME = 'us-compliance-summary_';
let delivery: { id: string; file_id: string };
let token: string;

const follow = (of = token, accept = '*/*') => call(null, 'POST', `/downloads/${of}`, { headers: { accept } });
const page = async (of = token) => {
  const response = await fetch(`${inject('local').app_url}/d/${of}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const row = async (sql: string, values?: unknown[]) => (await world.rows(sql, values))[0];
const clicks = async () =>
  (await row('select link_clicks from export_deliveries where id = $1', [delivery.id])).link_clicks;
const change = (sql: string) => world.rows(`update export_deliveries set ${sql} where id = $1`, [delivery.id]);

beforeAll(async () => {
  const { id } = await create(world.owner, world.organization, { name: 'US compliance summary' });
  await world.rows(
    `update scheduled_exports set planned_through = now() - interval '8 days', next_run_at = now() - interval '1 minute' where id = $1`,
    [id],
  );
  await tick();
  delivery = await row(
    `select d.id, d.file_id from export_deliveries d join export_runs r on r.id = d.run_id where r.scheduled_export_id = $1`,
    [id],
  );
  // As for a file too large to attach: the worker's own tests make one.
  await change(`link_expires_at = now() + interval '1 day'`);
  const note = { code: 'cells_cut', count: 1, names: ['Remarks'], more_names: 0 };
  await world.rows('update export_files set notes = $2 where id = $1', [delivery.file_id, JSON.stringify([note])]);
  token = downloadLinks(inject('local').env.LINK_SECRET ?? '').token(delivery.id);
});

describe('a link from a mail', () => {
  it('opens a page that names the file and its sender, to anyone, and counts nothing', async () => {
    const { status, headers, text } = await page();
    expect(status).toBe(200);
    const shown = [FILE_NAME, 'US compliance summary', 'Download', 'noindex', '1 cell was longer than Excel allows'];
    for (const each of shown) expect(text).toContain(each);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(text).not.toContain(delivery.file_id);
    expect(await clicks()).toBe(0);
  });

  it('brings the very file that was written, under its name, and is counted and recorded', async () => {
    const answer = await follow();
    expect(answer.status).toBe(303);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(file.headers.get('content-disposition')).toContain(FILE_NAME);
    const { sha256 } = await row('select sha256 from export_files where id = $1', [delivery.file_id]);
    expect(
      createHash('sha256')
        .update(Buffer.from(await file.arrayBuffer()))
        .digest('hex'),
    ).toBe(sha256);
    expect(await clicks()).toBe(1);
    const audit = await row(`select * from audit_log where action = 'download' and row_id = $1`, [delivery.file_id]);
    expect(audit).toMatchObject({
      ...{ actor_type: 'system', actor_label: 'download link' },
      after: { delivery_id: delivery.id, sent_to: 'user@example.com' },
    });
  });

  it('is not followed by GET, as scanners do', async () => {
    const before = await clicks();
    expect((await fetch(`${inject('local').app_url}/api/downloads/${token}`, { redirect: 'manual' })).status).toBe(405);
    expect(await clicks()).toBe(before);
  });

  it('that is not ours leads nowhere', async () => {
    for (const wrong of ['x', `${token.slice(0, -2)}AA`, delivery.id]) {
      expect((await follow(wrong)).status).toBe(404);
      const { status, text } = await page(wrong);
      expect([status, text.includes('This link does not work.')]).toEqual([404, true]);
    }
    const other = await row('select gen_random_uuid() as id');
    expect((await follow(downloadLinks(inject('local').env.LINK_SECRET ?? '').token(other.id))).status).toBe(404);
  });

  it('of a delivery that brought the file itself leads nowhere', async () => {
    await change('link_expires_at = null');
    expect((await follow()).status).toBe(404);
    await change(`link_expires_at = now() + interval '1 day'`);
  });

  it('that expired says so: a program by 410, a browser on its page', async () => {
    await change(`link_expires_at = now() - interval '1 second'`);
    const before = await clicks();
    expect((await follow()).body).toMatchObject({ code: 'gone', detail: 'This link has expired.' });
    const browser = await follow(token, 'text/html,application/xhtml+xml');
    expect([browser.status, browser.headers.get('location')]).toEqual([
      303,
      `${inject('local').env.APP_URL}/d/${token}`,
    ]);
    expect((await page()).text).toContain('This link expired on');
    expect(await clicks()).toBe(before);
    await change(`link_expires_at = now() + interval '1 day'`);
  });
});

describe('withdrawing a link', () => {
  const revoke = (who: Parameters<typeof call>[0], id = delivery.id) =>
    call(who, 'POST', `/export-deliveries/${id}/revoke-link`);

  it('is for the owner of the job and admins alone', async () => {
    expect((await revoke(null)).status).toBe(401);
    expect((await revoke(world.stranger)).status).toBe(404);
    expect((await revoke(world.viewer)).status).toBe(403);
    expect((await revoke(world.owner, 'x')).status).toBe(404);
    expect((await page()).text).toContain('SHA-256');
  });

  it('ends it for good, is recorded, and may be said twice', async () => {
    expect((await revoke(world.owner)).status).toBe(204);
    expect((await revoke(world.owner)).status).toBe(204);
    expect((await follow()).body).toMatchObject({ code: 'gone', detail: 'This link was withdrawn.' });
    expect((await page()).text).toContain('This link was withdrawn');
    expect(
      await world.rows(`select actor_id from audit_log where action = 'revoke_link' and row_id = $1`, [delivery.id]),
    ).toEqual([{ actor_id: world.owner.id }]);
  });

  it('is refused where the file itself was sent', async () => {
    await change('link_expires_at = null, link_revoked_at = null');
    expect((await revoke(world.owner)).status).toBe(400);
  });
});
