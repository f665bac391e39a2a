import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startResendServer, type TestResendServer } from '#test/resend-server';
import type { EmailMessage } from './provider';
import { createResendProvider } from './resend';

let resend: TestResendServer;
beforeAll(async () => {
  resend = await startResendServer();
});
afterEach(() => {
  resend.answer(undefined);
  resend.requests.length = 0;
});
afterAll(() => resend.stop());

const provider = (timeoutMs = 5000) =>
  createResendProvider({ apiKey: 're_secret_key', baseUrl: resend.url, timeoutMs });

function message(idempotencyKey: string): EmailMessage {
  return {
    from: 'Northwind reports <exports@x.example>',
    to: 'ana@x.example',
    subject: 'US compliance summary',
    text: 'Some text.\n',
    html: '<p>Some text.</p>\n',
    messageId: '<7d8f@app.example>',
    idempotencyKey,
    attachments: [{ filename: 'Über.csv', contentType: 'text/csv', content: Buffer.from('a,b\r\n1,2\r\n') }],
  };
}

describe('the Resend provider', () => {
  it('hands over a mail with its attachment and its idempotency key', async () => {
    const sent = await provider().send(message('key-1'));
    expect(sent).toEqual({ messageId: resend.taken.get('key-1')?.id });
    expect(resend.requests[0]?.headers).toMatchObject({
      'idempotency-key': 'key-1',
      authorization: 'Bearer re_secret_key',
    });
    expect(resend.requests[0]?.body).toMatchObject({
      to: 'ana@x.example',
      attachments: [{ filename: 'Über.csv', content_type: 'text/csv', content: 'YSxiDQoxLDINCg==' }],
    });
  });

  it.each(['Zoë’s “Q1” (EMEA).csv', '報告書 👩‍🚀.parquet', 'back\\slash; name="x".zip', `${'é'.repeat(120)}.csv`])(
    'names the attachment %s as it is, in UTF-8',
    async (filename) => {
      const attachments = [{ filename, contentType: 'text/csv', content: Buffer.from('a') }];
      await provider().send({ ...message(`key ${filename.length}`), attachments });
      const [{ raw, body }] = resend.requests as [(typeof resend.requests)[0]];
      expect(body).toMatchObject({ attachments: [{ filename }] });
      expect(raw).toContain(JSON.stringify(filename)); // not escaped twice
    },
  );

  it('arrives once when the answer to the first attempt was lost', async () => {
    resend.answer('take and drop');
    await expect(provider().send(message('key-2'))).rejects.toMatchObject({
      code: 'email_unreachable',
      retryable: true,
      uncertain: true,
    });
    resend.answer(undefined);
    const { messageId } = await provider().send(message('key-2'));
    expect(resend.requests).toHaveLength(2);
    expect(resend.requests[0]?.raw).toBe(resend.requests[1]?.raw);
    expect(resend.taken.get('key-2')?.id).toBe(messageId);
  });

  it.each([
    ['17', 17],
    ['999999', 3600],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['soon', 0],
  ])('waits as long as it is asked to, at most an hour: %s', async (retryAfter, retryAfterSeconds) => {
    const body = { statusCode: 429, name: 'rate_limit_exceeded', message: '' };
    resend.answer({ status: 429, body, headers: { 'retry-after': retryAfter } });
    const sent = provider().send(message('key-7'));
    await expect(sent).rejects.toMatchObject({ code: 'email_rate_limited', retryable: true, retryAfterSeconds });
  });

  it('is not sure after a server that hangs, and does not wait for it', async () => {
    resend.answer('hang');
    const sent = provider(100).send(message('key-3'));
    await expect(sent).rejects.toMatchObject({ code: 'email_unreachable', retryable: true, uncertain: true });
  });

  it('says that a mail with the same key and other content was taken before', async () => {
    await provider().send(message('key-4'));
    const changed = provider().send({ ...message('key-4'), subject: 'Another subject' });
    await expect(changed).rejects.toMatchObject({ code: 'email_already_taken', retryable: false, uncertain: true });
  });

  const answers = [
    [409, 'concurrent_idempotent_requests', 'email_in_progress', true],
    [429, 'rate_limit_exceeded', 'email_rate_limited', true],
    [429, 'daily_quota_exceeded', 'email_quota_exceeded', false],
    [429, 'monthly_quota_exceeded', 'email_quota_exceeded', false],
    [500, 'internal_server_error', 'email_unreachable', true],
    [503, 'application_error', 'email_unreachable', true],
    [401, 'missing_api_key', 'email_misconfigured', false],
    [403, 'invalid_api_key', 'email_misconfigured', false],
    [403, 'validation_error', 'provider_refused', false],
    [422, 'invalid_from_address', 'provider_refused', false],
    [422, 'validation_error', 'provider_refused', false],
    [413, 'content_too_large', 'file_too_large', false],
    [451, 'security_error', 'provider_refused', false],
  ] as const;
  it.each(answers)('turns %i %s into %s', async (status, name, code, retryable) => {
    const said = 'Domain re_secret_key internal 10.0.0.7';
    resend.answer({ status, body: { statusCode: status, name, message: said } });
    const error = await provider()
      .send(message(`key-${status}-${name}`))
      .catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ name: 'ExportError', code, retryable });
    expect((error as Error).message).toMatch(/^[A-Z].*\.$/);
    expect((error as Error).message).not.toContain(said);
  });

  it.each([
    { status: 502, body: '<html>' },
    { status: 200, body: 'not what it was' },
    { status: 500, body: null },
  ])('does not take an answer for a success that it cannot read: %o', async (answer) => {
    resend.answer(answer);
    await expect(provider().send(message('key-5'))).rejects.toMatchObject({
      code: 'email_unreachable',
      retryable: true,
      uncertain: true,
    });
  });
});
