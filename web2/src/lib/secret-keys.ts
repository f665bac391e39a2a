/** By id, the newest first. */
export type SecretKeys = ReadonlyMap<string, Buffer>;

/** `id:base64,…` of SECRETS_KEY: the first key seals, each opens what it sealed. */
export function parseSecretKeys(text: string): SecretKeys {
  const keys = text.split(',').map((entry) => {
    const [, id, key] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/.exec(entry.trim()) ?? [];
    if (!id || !key) throw new Error('is not a list of id:key, each key 32 bytes in base64');
    return [id, Buffer.from(key, 'base64')] as const;
  });
  if (new Set(keys.map(([id]) => id)).size !== keys.length) throw new Error('names a key twice');
  return new Map(keys);
}
