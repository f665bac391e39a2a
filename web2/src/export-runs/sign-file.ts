import { AppError, ExportError } from '@/lib/errors';
import { exportStorage } from '@/storage/app-storage';

const LINK_SECONDS = 60;

/**
 * A URL of Storage that anyone may use for a minute; browsers save the file under its name.
 * @throws AppError gone when Storage no longer has it, unavailable when Storage is away
 */
export async function signFile(path: string, downloadName: string): Promise<string> {
  try {
    return await exportStorage().sign(path, { downloadName, expiresInSeconds: LINK_SECONDS });
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    throw new AppError(error.code === 'file_missing' ? 'gone' : 'unavailable', error.message, { cause: error });
  }
}
