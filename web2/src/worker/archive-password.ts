import type { Db } from '@/lib/db';
import { ExportError } from '@/lib/errors';
import { openSecret, type SealedSecret, SecretsError } from '@/lib/secrets';

/**
 * The password of a run's archive, as it was when the run was planned; null for none.
 * @throws ExportError secret_missing or secret_unreadable: an archive that should be protected is never sent without
 */
export async function archivePassword(
  db: Db,
  { secretId, organizationId }: { secretId: string | null; organizationId: string },
): Promise<string | null> {
  if (secretId === null) return null;
  const [secret] = await db.query<SealedSecret>(
    'select ciphertext, key_id from public.secrets where id = $1 and organization_id = $2',
    [secretId, organizationId],
  );
  if (!secret) {
    throw new ExportError(
      'secret_missing',
      'The password of the archive is gone: it was changed or removed after this run was planned. Run the job as it is now.',
      { retryable: false },
    );
  }
  try {
    return openSecret(secret, organizationId);
  } catch (cause) {
    if (!(cause instanceof SecretsError)) throw cause;
    throw new ExportError('secret_unreadable', 'The password of the archive cannot be read. Set it again in the job.', {
      retryable: false,
      cause,
    });
  }
}
