import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server';
import { ExportError } from '@/lib/errors';
import type { EmailMessage, EmailProvider } from './provider';
import { createSmtpProvider } from './smtp';

const open: { stop?: () => Promise<void>; close?: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await (each.close ?? each.stop)?.();
});

async function server(...args: Parameters<typeof startSmtpServer>): Promise<TestSmtpServer> {
  const started = await startSmtpServer(...args);
  open.unshift(started);
  return started;
}

function provider(url: string, timeoutMs = 5000): EmailProvider {
  const made = createSmtpProvider({ url, timeoutMs });
  open.unshift(made);
  return made;
}

const message: EmailMessage = {
  from: 'Größe & Söhne reports <exports@x.example>',
  to: 'ana@x.example',
  subject: 'US compliance summary, 16 – 22 Nov 2026',
  text: 'Some text.\n',
  html: '<p>Some text.</p>\n',
  messageId: '<7d8f@app.example>',
  idempotencyKey: '7d8f0c1e-0000-4000-8000-000000000001',
  attachments: [{ filename: 'Über "alles".csv', contentType: 'text/csv', content: Buffer.from('a,b\r\n1,2\r\n') }],
};

async function failureOf(sent: Promise<unknown>): Promise<ExportError> {
  const error = await sent.then(
    () => expect.fail('it was sent'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExportError);
  return error as ExportError;
}

describe('the SMTP provider', () => {
  it('hands a mail with its attachment to the server, under the Message-ID it was given', async () => {
    const smtp = await server();
    await expect(provider(smtp.url).send(message)).resolves.toEqual({ messageId: message.messageId });
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]).toMatchObject({ from: 'exports@x.example', to: ['ana@x.example'] });
    const raw = smtp.received[0]?.raw ?? '';
    expect(raw).toContain('Message-ID: <7d8f@app.example>');
    expect(raw).toContain(Buffer.from('a,b\r\n1,2\r\n').toString('base64'));
    expect(raw).toContain("filename*0*=utf-8''%C3%9Cber%20%22alles%22.csv");
  });

  it('sends the same bytes on a retry, but for the date', async () => {
    const smtp = await server();
    const mail = provider(smtp.url);
    await mail.send(message);
    await mail.send(message);
    const [first, second] = smtp.received.map(({ raw }) => raw.replace(/^Date: .*\r\n/m, ''));
    expect(first).toBe(second);
    expect(smtp.received[0]?.raw).toMatch(/^Date: /m);
  });

  it('keeps its connection between mails, and replaces one that the server has closed', async () => {
    const smtp = await server();
    const mail = provider(smtp.url);
    await mail.send(message);
    await mail.send(message);
    expect(smtp.connections()).toBe(1);
    smtp.behave({ sender: 'drop' });
    const lost = failureOf(mail.send(message));
    await expect(lost).resolves.toMatchObject({ code: 'email_unreachable', uncertain: false });
    smtp.behave({});
    await mail.send(message);
    expect(smtp.received).toHaveLength(3);
  });

  it('carries a file of several megabytes unchanged', async () => {
    const smtp = await server();
    const content = Buffer.alloc(5_000_000, 'line of a report;');
    await provider(smtp.url, 20_000).send({
      ...message,
      attachments: [{ filename: 'big.csv', contentType: 'text/csv', content }],
    });
    const encoded = /filename=big\.csv[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n-/.exec(
      smtp.received[0]?.raw ?? '',
    )?.[1];
    expect(Buffer.from(encoded ?? '', 'base64').equals(content)).toBe(true);
  });

  const refusals = [
    ['a recipient for good', { recipient: { code: 550, text: '5.1.1 no such user here' } }, 'recipient_refused', false],
    ['a recipient for now', { recipient: { code: 450, text: '4.2.1 mailbox busy' } }, 'recipient_deferred', true],
    ['the sender', { sender: { code: 553, text: '5.7.1 not yours' } }, 'provider_refused', false],
    ['the message', { data: { code: 554, text: '5.7.1 spam' } }, 'provider_refused', false],
    ['the message for its size', { data: { code: 552, text: '5.3.4 too big' } }, 'file_too_large', false],
    ['the message for now', { data: { code: 451, text: '4.3.0 try later' } }, 'email_deferred', true],
    ['too many messages', { data: { code: 451, text: '4.7.28 slow down' } }, 'email_rate_limited', true],
    ['every connection', { greeting: { code: 554, text: 'go away' } }, 'provider_refused', false],
    ['a connection for now', { greeting: { code: 421, text: '4.3.2 busy' } }, 'email_deferred', true],
  ] as const;
  it.each(refusals)(
    'says so when the server refuses %s, and whether to retry',
    async (_what, behaviour, code, retryable) => {
      const smtp = await server(behaviour);
      const error = await failureOf(provider(smtp.url).send(message));
      expect(error).toMatchObject({ code, retryable, uncertain: false });
      const reply = Object.values(behaviour)[0]?.text ?? '';
      expect(error.message).not.toContain(reply);
      expect(error.message).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('names the address that was refused', async () => {
    const smtp = await server({ recipient: { code: 550, text: 'no' } });
    const error = await failureOf(provider(smtp.url).send(message));
    expect(error.message).toBe('The mail server refused ana@x.example. Check the address.');
  });

  it('is sure that nothing was sent when the server is not there', async () => {
    const smtp = await server();
    await smtp.stop();
    const error = await failureOf(provider(smtp.url).send(message));
    expect(error).toMatchObject({ code: 'email_unreachable', retryable: true, uncertain: false });
  });

  it.each(['greeting', 'sender', 'recipient'] as const)(
    'is sure that nothing was sent when the server falls silent at the %s',
    async (step) => {
      const smtp = await server({ [step]: 'hang' });
      const error = await failureOf(provider(smtp.url, 200).send(message));
      expect(error).toMatchObject({ code: 'email_unreachable', retryable: true, uncertain: false });
    },
  );

  it.each(['hang', 'drop'] as const)(
    'is not sure after the whole message went out and the answer was lost: %s',
    async (data) => {
      const smtp = await server({ data });
      const error = await failureOf(provider(smtp.url, data === 'hang' ? 2000 : 5000).send(message));
      expect(error).toMatchObject({ code: 'email_unreachable', retryable: true, uncertain: true });
      expect(smtp.received).toHaveLength(1);
    },
  );

  it('is sure that nothing was sent when the connection is lost in the middle of the message', async () => {
    const smtp = await server({ dropWithinData: true });
    const attachments = [{ filename: 'a.csv', contentType: 'text/csv', content: Buffer.alloc(8_000_000, 'x') }];
    const error = await failureOf(provider(smtp.url).send({ ...message, attachments }));
    expect(error).toMatchObject({ code: 'email_unreachable', retryable: true, uncertain: false });
    expect(smtp.received).toHaveLength(0);
  });

  it('gives up on a server that is never silent and never done', async () => {
    const trickler = await startTrickler();
    const error = await failureOf(provider(trickler.url, 200).send(message));
    expect(error).toMatchObject({ code: 'email_unreachable', retryable: true, uncertain: false });
  });

  it('does not show the password, nor what the server said, when the sign-in is refused', async () => {
    const smtp = await server(
      { signIn: { code: 535, text: '5.7.8 wrong password hunter2 for robot' } },
      { auth: true },
    );
    const url = smtp.url.replace('smtp://', 'smtp://robot:hunter2@');
    const error = await failureOf(provider(url).send(message));
    expect(error).toMatchObject({ code: 'email_misconfigured', retryable: false });
    expect(error.message).not.toMatch(/hunter2|robot/);
  });

  it('retries a sign-in that is refused for now', async () => {
    const smtp = await server({ signIn: { code: 454, text: '4.7.0 temporary failure' } }, { auth: true });
    const error = await failureOf(provider(smtp.url.replace('smtp://', 'smtp://robot:hunter2@')).send(message));
    expect(error).toMatchObject({ retryable: true, uncertain: false });
  });

  it('refuses a configuration that is no SMTP URL, without repeating it', () => {
    try {
      createSmtpProvider({ url: 'https://robot:hunter2@mail.x.example' });
      expect.fail('it was taken');
    } catch (error) {
      expect(error).toMatchObject({ code: 'email_misconfigured', retryable: false });
      expect(String(error)).not.toContain('hunter2');
    }
  });

  it('sends nothing after it was closed', async () => {
    const smtp = await server();
    const mail = provider(smtp.url);
    await mail.close();
    const error = await failureOf(mail.send(message));
    expect(error).toMatchObject({ code: 'email_unreachable', uncertain: false });
  });
});

/** Sends one more line of its greeting again and again, and never the last. */
async function startTrickler(): Promise<{ url: string; stop: () => Promise<void> }> {
  const timers: NodeJS.Timeout[] = [];
  const trickler: Server = createServer((socket) => {
    socket.on('error', () => {});
    timers.push(setInterval(() => socket.write('220-still here\r\n'), 20));
  });
  await new Promise<void>((resolve) => {
    trickler.listen(0, '127.0.0.1', resolve);
  });
  const address = trickler.address();
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const timer of timers) clearInterval(timer);
      trickler.close(() => resolve());
    });
  const started = { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, stop };
  open.push(started);
  return started;
}
