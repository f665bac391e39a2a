import { describe, expect, it } from 'vitest';
import { parseSecretKeys } from './secret-keys';
import { openSecret, SecretsError, sealSecret } from './secrets';

const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const OLD = parseSecretKeys(`k1:${base64(1)}`);
const NEW = parseSecretKeys(`k2:${base64(2)}, k1:${base64(1)}`);

describe('a sealed secret', () => {
  it('opens for its organisation, whatever it says', () => {
    for (const plain of ['', 'correct horse', 'ü東京\0']) {
      expect(openSecret(sealSecret(plain, 'org', OLD), 'org', OLD)).toBe(plain);
    }
  });

  it('never looks the same twice, and holds nothing in the clear', () => {
    const [one, two] = [sealSecret('correct horse', 'org', OLD), sealSecret('correct horse', 'org', OLD)];
    expect(one.ciphertext).not.toBe(two.ciphertext);
    expect(Buffer.from(one.ciphertext, 'base64').includes('horse')).toBe(false);
  });

  it('opens after a new key was put before the old one, which seals no more', () => {
    const before = sealSecret('x', 'org', OLD);
    expect(openSecret(before, 'org', NEW)).toBe('x');
    expect(sealSecret('x', 'org', NEW).key_id).toBe('k2');
  });

  it.each([
    ['for another organisation', 'other', OLD],
    ['by another key of the same name', 'org', parseSecretKeys(`k1:${base64(3)}`)],
    ['when its key is gone', 'org', parseSecretKeys(`k2:${base64(2)}`)],
    ['without any key', 'org', new Map()],
  ])('does not open %s', (_what, organization, keys) => {
    expect(() => openSecret(sealSecret('x', 'org', OLD), organization, keys)).toThrow(SecretsError);
  });

  it('does not open once a bit was changed, or bytes were cut off', () => {
    const { ciphertext, key_id } = sealSecret('correct horse', 'org', OLD);
    const bytes = Buffer.from(ciphertext, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => openSecret({ ciphertext: changed.toString('base64'), key_id }, 'org', OLD)).toThrow(SecretsError);
      const shorter = bytes.subarray(0, at).toString('base64');
      expect(() => openSecret({ ciphertext: shorter, key_id }, 'org', OLD)).toThrow(SecretsError);
    }
  });

  it('is not made without a key', () => {
    expect(() => sealSecret('x', 'org', new Map())).toThrow('SECRETS_KEY is not set');
  });
});

it.each([
  '',
  'k1',
  `k1:${base64(1)},`,
  `k1:${Buffer.alloc(31).toString('base64')}`,
  `k 1:${base64(1)}`,
  `k1:${base64(1)},k1:${base64(2)}`,
])('SECRETS_KEY refuses %j', (text) => {
  expect(() => parseSecretKeys(text)).toThrow();
});
