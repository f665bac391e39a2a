import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { env } from './env';
import type { SecretKeys } from './secret-keys';

/** What is stored of a secret. */
export interface SealedSecret {
  /** Base64 of nonce, tag and ciphertext. */
  ciphertext: string;
  key_id: string;
}

const NONCE = 12;
const TAG = 16;

/**
 * Encrypts by AES-256-GCM, bound to one organisation: moved into another's row, it does not open.
 * @throws SecretsError when SECRETS_KEY is unset
 */
export function sealSecret(plain: string, organizationId: string, keys = appKeys()): SealedSecret {
  const [newest] = keys;
  if (!newest) throw new SecretsError('SECRETS_KEY is not set, so no secret can be kept');
  const [key_id, key] = newest;
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(organizationId));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64'), key_id };
}

/** @throws SecretsError when its key is gone, or it was sealed for another organisation or changed */
export function openSecret({ ciphertext, key_id }: SealedSecret, organizationId: string, keys = appKeys()): string {
  const key = keys.get(key_id);
  if (!key) throw new SecretsError(`SECRETS_KEY does not hold the key “${key_id}”`);
  const bytes = Buffer.from(ciphertext, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(organizationId))
      .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SecretsError('The secret does not open', { cause });
  }
}

/** Its message holds no secret and is meant for the log. */
export class SecretsError extends Error {
  override readonly name = 'SecretsError';
}

function appKeys(): SecretKeys {
  return env().SECRETS_KEY ?? new Map<string, Buffer>();
}
