import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server';
import { assertSafeHeaders } from './header-safety';
import { senderMailbox } from './mailbox';
import type { EmailMessage, EmailProvider } from './provider';
import { createResendProvider } from './resend';
import { createSmtpProvider } from './smtp';

const safe: EmailMessage = {
  from: 'Northwind reports <exports@x.example>',
  to: 'ana@x.example',
  subject: 'US compliance summary',
  text: 'text\n',
  html: '<p>html</p>\n',
  messageId: '<7d8f@app.example>',
  idempotencyKey: 'key',
  headers: { 'X-Job': 'one' },
  attachments: [{ filename: 'a.csv', contentType: 'text/csv', content: Buffer.from('a') }],
};

const attachment = (change: Partial<{ filename: string; contentType: string }>) => ({
  attachments: [{ filename: 'a.csv', contentType: 'text/csv', content: Buffer.from('a'), ...change }],
});

/** Each place of a message that becomes a header, with the given text in it. */
const places: Record<string, (text: string) => Partial<EmailMessage>> = {
  from: (text) => ({ from: `${text} <exports@x.example>` }),
  to: (text) => ({ to: `ana${text}@x.example` }),
  subject: (subject) => ({ subject }),
  messageId: (text) => ({ messageId: `<${text}@x.example>` }),
  idempotencyKey: (idempotencyKey) => ({ idempotencyKey }),
  'value of a header': (text) => ({ headers: { 'X-Job': text } }),
  'name of a header': (text) => ({ headers: { [`X-${text}`]: 'one' } }),
  'file name': (filename) => attachment({ filename }),
  'type of a file': (contentType) => attachment({ contentType }),
};

describe('what becomes a header', () => {
  it.each(Object.keys(places))('never holds a line break or control character: %s', (place) => {
    const control = fc.constantFrom('\r', '\n', '\r\n', '\0', '\u000b', '\u0085', '\u2028', '\u2029', '\u007f');
    fc.assert(
      fc.property(fc.string(), control, fc.string(), (before, breaking, after) => {
        const message = { ...safe, ...places[place]?.(before + breaking + after) };
        expect(() => assertSafeHeaders(message)).toThrow(expect.objectContaining({ code: 'email_unsafe' }));
      }),
    );
  });

  it.each([
    'a@x.example, b@x.example',
    'a@x.example,b@x.example',
    'a@x.example;b@x.example',
    'Ana <a@x.example>',
    '<a@x.example>',
    'a@x.example b@x.example',
    'a@b@x.example',
    '"a b"@x.example',
    'a(comment)@x.example',
    'nobody',
    '',
  ])('names exactly one recipient: not %j', (to) => {
    expect(() => assertSafeHeaders({ ...safe, to })).toThrow(expect.objectContaining({ code: 'email_unsafe' }));
  });

  it.each(['ana@x.example', "o'brien+reports@x.example", 'jörg@müller.example'])('may name %j', (to) => {
    expect(() => assertSafeHeaders({ ...safe, to })).not.toThrow();
  });

  it('is checked by each provider before anything is sent', async () => {
    const smtp = createSmtpProvider({ url: 'smtp://127.0.0.1:9' });
    const resend = createResendProvider({ apiKey: 'key', baseUrl: 'http://127.0.0.1:9' });
    for (const provider of [smtp, resend]) {
      const sent = provider.send({ ...safe, subject: 'One\r\nBcc: all@x.example' });
      await expect(sent).rejects.toMatchObject({ code: 'email_unsafe', retryable: false, uncertain: false });
      await provider.close();
    }
  });
});

describe('a name of any kind', () => {
  let server: TestSmtpServer;
  let provider: EmailProvider;
  beforeAll(async () => {
    server = await startSmtpServer();
    provider = createSmtpProvider({ url: server.url });
  });
  afterAll(async () => {
    await provider.close();
    await server.stop();
  });

  it('adds neither a header nor a recipient to the mail that arrives', async () => {
    const names = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n')).match(/^[A-Za-z-]+(?=:)/gm);
    await provider.send(safe);
    const expected = names(server.received.at(-1)?.raw ?? '');
    const awkward = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({
        unit: fc.constantFrom('"', '\\', '<', '>', ',', ';', ':', '@', '(', ')', '=?', '?=', ' ', 'a', 'ü'),
      }),
    );
    const line = awkward.filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text));
    await fc.assert(
      fc.asyncProperty(awkward, line, line, async (organization, subject, filename) => {
        const from = senderMailbox('exports@x.example', organization);
        await provider.send({ ...safe, from, subject, ...attachment({ filename: `${filename}.csv` }) });
        const mail = server.received.at(-1);
        expect(mail).toMatchObject({ from: 'exports@x.example', to: ['ana@x.example'] });
        expect(names(mail?.raw ?? '')).toEqual(subject.trim() === '' ? expect.anything() : expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the sender', () => {
  it('is the organisation, at the configured address', () => {
    expect(senderMailbox('Scheduled Exports <exports@x.example>', 'Northwind')).toBe(
      'Northwind reports <exports@x.example>',
    );
    expect(senderMailbox('exports@x.example', 'Smith, Jones <& Co>')).toBe(
      'Smith Jones & Co reports <exports@x.example>',
    );
    expect(senderMailbox('exports@x.example', '<>')).toBe('exports@x.example');
  });

  it('is refused when the configuration holds no address', () => {
    expect(() => senderMailbox('exports', 'Northwind')).toThrow(
      expect.objectContaining({ code: 'email_misconfigured' }),
    );
  });
});
