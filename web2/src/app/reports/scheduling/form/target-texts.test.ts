import { describe, expect, test, vi } from 'vitest';
import { placeErrors } from './server-errors';
import { missingTexts, targetsInput, textsOf } from './target-texts';

// A method as docs/extending.md says to add one, since none of those that there are needs a text.
vi.mock('@/delivery/catalogue', async (actual) => ({
  ...(await actual<object>()),
  isDeliveryMethodId: (id: string) => ['email', 'webhook'].includes(id),
  targetFields: (id: string) => (id === 'webhook' ? { url: { label: 'URL' } } : {}),
}));

const methods = ['email', 'webhook'] as never[];
const values = (url: string) => ({ methods, to: ['ana@x.example'], target_fields: { webhook: { url } } });

describe('a delivery method whose target needs a text', () => {
  test('is sent with it, and read back from a saved job', () => {
    const targets = targetsInput(values(' https://x.example/in '));
    expect(targets).toEqual([
      { method: 'email', to: ['ana@x.example'] },
      { method: 'webhook', url: 'https://x.example/in' },
    ]);
    expect(textsOf(targets)).toEqual({ email: {}, webhook: { url: 'https://x.example/in' } });
    expect(textsOf([{ method: 'pigeon', loft: 'north' }])).toEqual({});
  });

  test('cannot be saved without it', () => {
    const missing = [{ path: ['target_fields', 'webhook', 'url'], message: 'Fill in URL.' }];
    expect(missingTexts(values(' '))).toEqual(missing);
    expect(missingTexts({ methods, target_fields: {} })).toEqual(missing);
    expect(missingTexts(values('https://x.example'))).toEqual([]);
  });

  test('shows at that field what the server refuses of it', () => {
    const errors = [
      { path: 'targets.1.url', message: 'Invalid URL.' },
      { path: 'targets.0.to.0', message: 'No.' },
    ];
    expect(placeErrors(errors, { methods, filters: [] }).placed).toEqual([
      { field: 'target_fields.webhook.url', message: 'Invalid URL.' },
      { field: 'to', message: 'No.' },
    ]);
  });
});
