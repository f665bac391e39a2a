import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startResendServer, type TestResendServer } from '#test/resend-server';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server';
import type { EmailProvider } from '@/email/provider';
import { createEmailProvider } from '@/email/registry';
import { ExportError } from '@/lib/errors';
import { downloadLinks } from './download-links';
import { emailDelivery } from './email';
import type { DeliveryContext, DeliveryJob } from './method';

const links = downloadLinks('a secret for tests, of 32 characters');
const contents = Buffer.from('region,score\r\nUS,97\r\n');
let stored = contents;
let opened: Readable[] = [];

/** Storage is tested on its own against a real one; here only what it hands back matters. */
const storage: DeliveryContext['storage'] = {
  upload: () => Promise.reject(new Error('not used')),
  sign: () => Promise.reject(new Error('not used')),
  remove: () => Promise.reject(new Error('not used')),
  ping: () => Promise.reject(new Error('not used')),
  open: async () => {
    const stream = Readable.from([stored], { objectMode: false });
    opened.push(stream);
    return stream;
  },
};

let smtp: TestSmtpServer;
let resend: TestResendServer;
let providers: { smtp: EmailProvider; resend: EmailProvider };
beforeAll(async () => {
  smtp = await startSmtpServer();
  resend = await startResendServer();
  providers = {
    smtp: createEmailProvider({ provider: 'smtp', url: smtp.url }),
    resend: createEmailProvider({ provider: 'resend', apiKey: 'key', baseUrl: resend.url }),
  };
});
afterEach(() => {
  stored = contents;
  opened = [];
  smtp.received.length = 0;
  resend.requests.length = 0;
});
afterAll(async () => {
  await providers.smtp.close();
  await smtp.stop();
  await resend.stop();
});

const context = (change: Partial<DeliveryContext> = {}): DeliveryContext => ({
  email: providers.smtp,
  emailFrom: 'Scheduled Exports <exports@x.example>',
  storage,
  appUrl: 'https://app.example:8443/',
  links,
  signal: new AbortController().signal,
  ...change,
});

function job(file: Partial<DeliveryJob['file']> = {}, change: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    id: '7d8f0c1e-0000-4000-8000-000000000001',
    method: 'email',
    target: { to: 'ana@x.example' },
    label: 'ana@x.example',
    link_expires_at: null,
    run: {
      id: '0b7fb0c1-0000-4000-8000-000000000001',
      organization_name: 'Northwind',
      schedule_name: 'US compliance',
      report_title: 'Compliance summary',
      owner_name: 'Ana Ruiz',
      scheduled_for: new Date('2026-11-23T14:00:00Z'),
      late_seconds: null,
      period: null,
      timezone: 'America/New_York',
      recurrence_description: 'Every Monday at 09:00',
      trigger: 'schedule',
      missed_count: 0,
    },
    file: {
      name: 'us-compliance_2026-11-23_0900.csv',
      path: 'org/run/lease/',
      format_label: 'CSV',
      content_type: 'text/csv; charset=utf-8',
      is_protected: false,
      row_count: 1,
      byte_size: contents.length,
      sha256: createHash('sha256').update(contents).digest('hex'),
      notes: [],
      ...file,
    },
    ...change,
  };
}

async function failureOf(sent: Promise<unknown>): Promise<ExportError> {
  const error = await sent.then(
    () => expect.fail('it was sent'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExportError);
  return error as ExportError;
}

describe('a delivery by mail', () => {
  it('sends the stored bytes as an attachment, under the delivery’s own Message-ID', async () => {
    const receipt = await emailDelivery.send(job(), context());
    const messageId = '<7d8f0c1e-0000-4000-8000-000000000001@app.example>';
    expect(receipt).toEqual({ provider: 'smtp', provider_message_id: messageId });
    const raw = smtp.received[0]?.raw ?? '';
    expect(smtp.received[0]?.to).toEqual(['ana@x.example']);
    expect(raw).toContain('From: Northwind reports <exports@x.example>');
    expect(raw).toContain(`Message-ID: ${messageId}`);
    expect(raw).toContain(contents.toString('base64'));
    expect(raw).toMatch(/Content-Disposition: attachment;\s+filename=us-compliance_2026-11-23_0900\.csv/);
  });

  it('sends the same bytes when it is tried again', async () => {
    await emailDelivery.send(job(), context());
    await emailDelivery.send(job(), context());
    const [first, second] = smtp.received.map(({ raw }) => raw.replace(/^Date: .*\r\n/m, ''));
    expect(second).toBe(first);
  });

  it('arrives once through a provider that honours keys, although the first answer was lost', async () => {
    const through = context({ email: providers.resend });
    resend.answer('take and drop');
    expect(await failureOf(emailDelivery.send(job(), through))).toMatchObject({ retryable: true, uncertain: true });
    resend.answer(undefined);
    const receipt = await emailDelivery.send(job(), through);
    expect(receipt).toEqual({ provider: 'resend', provider_message_id: resend.taken.get(job().id)?.id });
    expect(resend.requests[1]?.raw).toBe(resend.requests[0]?.raw);
  });

  it('honours keys where its provider does', () => {
    expect(emailDelivery.honoursIdempotencyKeys(context())).toBe(false);
    expect(emailDelivery.honoursIdempotencyKeys(context({ email: providers.resend }))).toBe(true);
  });

  it('attaches files of up to 8 MB, counted as encoded, and brings a link instead without reading the file', async () => {
    const largest = emailDelivery.largestFile ?? 0;
    stored = Buffer.alloc(largest, 'x');
    const sha256 = createHash('sha256').update(stored).digest('hex');
    await emailDelivery.send(job({ byte_size: largest, sha256 }), context());
    expect(opened).toHaveLength(1);
    const attached =
      smtp.received[0]?.raw.replace(/^.*filename=.*?\r\n\r\n/s, '').replace(/\r\n--.*$/s, '').length ?? 0;
    expect(attached).toBeGreaterThan(7_999_900);
    expect(attached).toBeLessThanOrEqual(8_000_000);

    const linked = { link_expires_at: new Date('2026-12-23T14:00:00Z') };
    await emailDelivery.send(job({ byte_size: largest + 1, sha256 }, linked), context());
    expect(opened).toHaveLength(1);
    const raw = smtp.received[1]?.raw ?? '';
    expect(raw).not.toContain('Content-Disposition: attachment');
    const token = /https:\/\/app\.example:8443\/d\/([\w-]+)/.exec(raw.replace(/=\r\n/g, ''))?.[1] ?? '';
    expect(links.read(token)).toBe(job().id);
  });

  it.each([
    ['other bytes', Buffer.from('region,score\r\nUS,98\r\n')],
    ['fewer bytes', contents.subarray(0, 10)],
    ['more bytes', Buffer.concat([contents, contents])],
    ['nothing', Buffer.alloc(0)],
  ])('sends nothing when storage hands back %s', async (_what, bytes) => {
    stored = bytes;
    const error = await failureOf(emailDelivery.send(job(), context()));
    expect(error).toMatchObject({ code: 'file_corrupt', retryable: false, uncertain: false });
    expect(smtp.received).toHaveLength(0);
    expect(opened.every((stream) => stream.destroyed)).toBe(true);
  });

  it('may be tried again when reading breaks off', async () => {
    const broken = { ...storage, open: async () => Readable.from(breaking(), { objectMode: false }) };
    const error = await failureOf(emailDelivery.send(job(), context({ storage: broken })));
    expect(error).toMatchObject({ code: 'storage_unavailable', retryable: true });
    expect(smtp.received).toHaveLength(0);
  });

  it('hands nothing over once the worker has to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    const error = await failureOf(
      emailDelivery.send(job({}, { link_expires_at: new Date() }), context({ signal: stop.signal })),
    );
    expect(error).toMatchObject({ code: 'interrupted', retryable: true, uncertain: false });
    expect(smtp.received).toHaveLength(0);
  });

  it('stops reading once the worker has to stop', async () => {
    const stop = new AbortController();
    const endless = new Readable({ read: () => void setImmediate(() => stop.abort()) });
    const error = await failureOf(
      emailDelivery.send(job(), context({ signal: stop.signal, storage: { ...storage, open: async () => endless } })),
    );
    expect(error).toMatchObject({ retryable: true, uncertain: false });
    expect(endless.destroyed).toBe(true);
  });

  it.each([{}, { to: 'nobody' }, { to: ['ana@x.example'] }])('says that %j is no address', async (target) => {
    const error = await failureOf(emailDelivery.send(job({}, { target, label: 'Ana' }), context()));
    expect(error).toMatchObject({ code: 'invalid_target', retryable: false });
    expect(error.message).toBe('“Ana” is not a complete address. Correct it in the job.');
  });
});

async function* breaking() {
  yield contents.subarray(0, 5);
  throw new Error('socket hang up');
}
