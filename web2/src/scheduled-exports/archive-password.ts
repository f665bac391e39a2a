import { AppError } from '@/lib/errors';
import type { UserContext } from '@/lib/http/user-context';
import { SecretsError, sealSecret } from '@/lib/secrets';
import { unwrap } from '@/lib/supabase/unwrap';

/**
 * Keeps a password, encrypted, for a schedule to name. One that no schedule names is removed by housekeeping.
 * @returns the secret's id
 * @throws AppError unavailable when the server keeps no secrets
 */
export async function keepArchivePassword(ctx: UserContext, organizationId: string, password: string): Promise<string> {
  const { ciphertext, key_id } = sealed(password, organizationId);
  const kept = await ctx.supabase.rpc('create_secret', { organization_id: organizationId, ciphertext, key_id });
  return unwrap(kept, 'organisation');
}

function sealed(password: string, organizationId: string) {
  try {
    return sealSecret(password, organizationId);
  } catch (cause) {
    if (!(cause instanceof SecretsError)) throw cause;
    throw new AppError('unavailable', 'This server keeps no passwords: its operator must set SECRETS_KEY.', { cause });
  }
}
