import { describe, expect, it } from 'vitest';
import { createEmailProvider } from '@/email/registry';
import {
  type DeliveryContext,
  type DeliveryJob,
  expandTargets,
  honoursIdempotencyKeys,
  sendDelivery,
} from './registry';

describe('a job’s targets', () => {
  it('become one delivery per recipient, each person once whatever the case of their address', () => {
    const targets = expandTargets([
      { method: 'email', to: ['Ana@X.example', 'ana@x.example', 'bo@x.example'] },
      { method: 'download' },
      { method: 'email', to: ['BO@x.example', 'cy@x.example'] },
      { method: 'download' },
    ]);
    expect(targets.map(({ largest_file: _, ...shown }) => shown)).toEqual([
      { method: 'email', target_key: 'email:ana@x.example', label: 'Ana@X.example', target: { to: 'Ana@X.example' } },
      { method: 'email', target_key: 'email:bo@x.example', label: 'bo@x.example', target: { to: 'bo@x.example' } },
      { method: 'download', target_key: 'download', label: 'Download in the app', target: {} },
      { method: 'email', target_key: 'email:cy@x.example', label: 'cy@x.example', target: { to: 'cy@x.example' } },
    ]);
  });
});

describe('a delivery', () => {
  const email = createEmailProvider({ provider: 'smtp', url: 'smtp://127.0.0.1:9' });
  const context = { email } as DeliveryContext;
  const job = { method: 'download', target: {} } as DeliveryJob;

  it('in the app is done at once', async () => {
    await expect(sendDelivery(job, context)).resolves.toEqual({ provider: 'in_app', provider_message_id: null });
    expect(honoursIdempotencyKeys('download', context)).toBe(true);
  });

  it('goes by the method it names', async () => {
    const sent = sendDelivery({ ...job, method: 'email', label: 'Ana' }, context);
    await expect(sent).rejects.toMatchObject({ code: 'invalid_target' });
    expect(honoursIdempotencyKeys('email', context)).toBe(false);
  });

  it.each(['pigeon', 'toString'])('by a method that is gone says so: %s', async (method) => {
    const error = { code: 'method_missing', retryable: false };
    await expect(sendDelivery({ ...job, method }, context)).rejects.toMatchObject(error);
    expect(() => honoursIdempotencyKeys(method, context)).toThrow(expect.objectContaining(error));
  });
});
