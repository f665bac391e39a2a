import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { asks } from '#test/worker-people';
import { keepSecret } from '#test/worker-steps';
import { DAY_1, day, useWorld } from '#test/worker-world';
import { replayExportRun } from '@/export-runs/replay-export-run';
import { retryExportRun } from '@/export-runs/retry-export-run';
import { sealSecret } from '@/lib/secrets';

const world = useWorld();
const PASSWORD = 'correct horse battery';

const keep = (password: string, values?: Record<string, unknown>) => keepSecret(world, password, values);

async function ran(values: Record<string, unknown>) {
  const id = await world.schedule(values);
  await world.tick({ now: DAY_1 });
  return { run: await world.run(id), id };
}

const fileOf = (runId: string) =>
  world.row('select name, byte_size, sha256, rows_sha256, row_count from export_files where run_id = $1', [runId]);

async function unzip(archive: Buffer, password?: string): Promise<Record<string, string>> {
  const reader = new ZipReader(
    new BlobReader(new Blob([new Uint8Array(archive)])),
    password === undefined ? {} : { password },
  );
  const files: Record<string, string> = {};
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) files[entry.filename] = await entry.getData(new TextWriter());
  }
  return files;
}

describe('a packed file', () => {
  it('holds the rows that the plain one does, and its checksum is of what is sent', async () => {
    const plain = await ran({ columns: ['name'] });
    const gzip = await ran({ columns: ['name'], compression: 'gzip' });
    const zip = await ran({ columns: ['name'], compression: 'zip' });
    const text = String(await world.file(plain.run.id));
    expect(String(gunzipSync(await world.file(gzip.run.id)))).toBe(text);
    expect(await unzip(await world.file(zip.run.id))).toEqual({ 'items-for-ana_2026-03-02_0900.csv': text });
    expect((await fileOf(gzip.run.id)).name).toBe('items-for-ana_2026-03-02_0900.csv.gz');
    expect((await fileOf(zip.run.id)).name).toBe('items-for-ana_2026-03-02_0900.zip');
    const [one, two] = [await fileOf(plain.run.id), await fileOf(zip.run.id)];
    expect(two.rows_sha256).toBe(one.rows_sha256);
    const bytes = await world.file(zip.run.id);
    expect(two).toMatchObject({
      row_count: 1,
      byte_size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const types = world.smtp.received.map(({ raw }) => /^Content-Type: (application\/\w+|text\/csv)/m.exec(raw)?.[1]);
    expect(types.toSorted()).toEqual(['application/gzip', 'application/zip', 'text/csv']);
  });
});

describe('an archive with a password', () => {
  it('opens by it alone; mail, history and log say of it no more than that it is there', async () => {
    const secret_id = await keep(PASSWORD);
    const { run } = await ran({ compression: 'zip', secret_id });
    expect(run).toMatchObject({ status: 'succeeded' });
    const archive = await world.file(run.id);
    expect(Object.values(await unzip(archive, PASSWORD))[0]).toContain('Ana');
    await expect(unzip(archive, 'wrong')).rejects.toThrow();
    await expect(unzip(archive)).rejects.toThrow();
    const [mail] = world.smtp.received;
    const words = mail?.raw.replaceAll('=\r\n', '');
    expect(words).toContain('The file is protected by a password. Olga has it');
    for (const place of [words, JSON.stringify(run), JSON.stringify(world.logged)])
      expect(place).not.toContain(PASSWORD);
    const audit = await world.rows(`select before, after from audit_log where row_id = $1`, [secret_id]);
    expect(JSON.stringify(audit)).toContain('***');
    expect(JSON.stringify(audit)).not.toContain(sealSecret(PASSWORD, world.organization).ciphertext.slice(0, 8));
    expect(run.definition).toMatchObject({ compression: 'zip', secret_id });
  });

  it('keeps for planned runs the password that they were planned with', async () => {
    const [old, next] = [await keep(PASSWORD), await keep('another password')];
    const { run, id } = await ran({ compression: 'zip', secret_id: old });
    await world.rows('update scheduled_exports set secret_id = $2 where id = $1', [id, next]);
    await world.tick({ now: day(1) });
    const [, second] = await world.runs(id);
    expect(Object.keys(await unzip(await world.file(run.id), PASSWORD))).toHaveLength(1);
    expect(Object.keys(await unzip(await world.file(second?.id), 'another password'))).toHaveLength(1);
  });

  const isNotSent = async (run: Record<string, unknown>, error_code: string) => {
    expect(run).toMatchObject({ status: 'failed', error_code, attempt: 1 });
    expect(run.error_message).toMatch(/password of the archive .*\. (Run|Set) /);
    expect(await world.rows('select from export_files where run_id = $1', [run.id])).toEqual([]);
    expect(await world.rows('select from export_deliveries where run_id = $1', [run.id])).toEqual([]);
  };

  it.each([
    ['whose key is gone', `update secrets set key_id = 'lost' where id = $1`],
    ['whose password was tampered with', `update secrets set ciphertext = 'AAAA' || ciphertext where id = $1`],
  ])('%s is not sent without, and says what to do', async (_what, sql) => {
    const secret_id = await keep(PASSWORD);
    const id = await world.schedule({ compression: 'zip', secret_id });
    await world.rows(sql, [secret_id]);
    await world.tick({ now: DAY_1 });
    await isNotSent(await world.run(id), 'secret_unreadable');
  });

  it('is not replayed without once the password is gone', async () => {
    const secret_id = await keep(PASSWORD);
    const { run, id } = await ran({ compression: 'zip', secret_id });
    await world.rows(
      `update scheduled_exports set secret_id = null, compression = 'none', status = 'paused' where id = $1`,
      [id],
    );
    await world.rows('delete from secrets where id = $1', [secret_id]);
    await world.rows(
      `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, run_after, definition, status, trigger)
       select organization_id, scheduled_export_id, scheduled_for, $2, definition, 'waiting', 'replay' from export_runs where id = $1`,
      [run.id, DAY_1],
    );
    await world.tick({ now: DAY_1 });
    const replayed = (await world.runs(id)).find(({ trigger }) => trigger === 'replay');
    await isNotSent(replayed ?? {}, 'secret_missing');
  });

  it('opens what is tried again or replayed days after it was changed', async () => {
    const { created_at } = await world.row(`select now() - interval '25 hours' as created_at`);
    const secret_id = await keep(PASSWORD, { created_at });
    await world.items([]);
    const { run, id } = await ran({ compression: 'zip', secret_id, when_empty: 'fail' });
    expect(run).toMatchObject({ status: 'failed', error_code: 'report_empty' });
    await world.rows('update scheduled_exports set secret_id = $2, status = $3 where id = $1', [
      ...[id, await keep('another password'), 'paused'],
    ]);
    await world.tick({ now: DAY_1 });
    await world.items([{ name: 'Ana' }]);
    await retryExportRun(asks(world.owner), run.id);
    await world.tick();
    const replay = await replayExportRun(asks(world.owner), run.id);
    await world.tick();
    for (const each of [run.id, replay.id]) {
      expect(await world.row('select status, error_code from export_runs where id = $1', [each])).toEqual({
        ...{ status: 'succeeded', error_code: null },
      });
      expect(Object.keys(await unzip(await world.file(each), PASSWORD))).toHaveLength(1);
    }
  });

  it('is kept while a schedule or one of its runs names it, and removed a day later', async () => {
    const { created_at } = await world.row(`select now() - interval '25 hours' as created_at`);
    const old = (password: string) => keep(password, { created_at });
    const kept = {
      ...{ used: await old('by a schedule'), planned: await old('by a run'), failed: await old('by a failed run') },
      ...{ sent: await old('by a run that was sent'), fresh: await keep('just given') },
    };
    const gone = {
      ...{ unused: await old('of nobody'), deleted: await old('of a deleted schedule') },
      ...{ past: await old('of a run of a deleted schedule') },
    };
    await world.schedule({ compression: 'zip', secret_id: kept.used, status: 'paused' });
    const living = await world.schedule({ status: 'paused' });
    const deleted = await world.schedule({ compression: 'zip', secret_id: gone.deleted, deleted_at: DAY_1 });
    await runThatNames(living, kept.planned, 'waiting');
    await runThatNames(living, kept.failed, 'failed');
    await runThatNames(living, kept.sent, 'succeeded');
    await runThatNames(deleted, gone.past, 'failed');
    await world.tick({ now: DAY_1 });
    const all = [...Object.values(kept), ...Object.values(gone)];
    const left = await world.rows('select id from secrets where id = any ($1)', [all]);
    expect(left.map(({ id }) => id).toSorted()).toEqual(Object.values(kept).toSorted());
  });

  const runThatNames = (schedule: string, secretId: string, status: string) =>
    world.rows(
      `insert into export_runs (organization_id, scheduled_export_id, scheduled_for, run_after, definition, status)
       values ($1, $2, '2100-01-01Z'::timestamptz + random() * interval '1 year', '2100-01-01Z', jsonb_build_object('secret_id', $3::text), $4)`,
      [world.organization, schedule, secretId, status],
    );
});

describe('the name of a file', () => {
  it('follows the schedule’s template, counts its runs, and arrives whole in the mail', async () => {
    const { id } = await ran({ file_name_template: 'Bericht “Größe” 東京 {date} #{n}: {report}' });
    await world.tick({ now: day(1) });
    const [first, second] = await world.runs(id);
    expect((await fileOf(first?.id)).name).toBe('Bericht “Größe” 東京 2026-03-02 #1- Items.csv');
    expect((await fileOf(second?.id)).name).toBe('Bericht “Größe” 東京 2026-03-03 #2- Items.csv');
    const names = world.smtp.received.map(({ raw }) => attachmentName(raw));
    expect(names.toSorted()).toEqual([
      'Bericht “Größe” 東京 2026-03-02 #1- Items.csv',
      'Bericht “Größe” 東京 2026-03-03 #2- Items.csv',
    ]);
  });
});

/** RFC 2231: the name in pieces, percent-encoded. */
function attachmentName(raw: string): string {
  const header = /^Content-Disposition: attachment;(.*(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? '';
  const pieces = [...header.matchAll(/filename\*\d+\*?=("?)([^;"\r\n]*)\1/g)].map(([, , piece]) => piece);
  return decodeURIComponent(pieces.join('').replace(/^utf-8''/i, ''));
}
