import 'server-only';
import { env } from '@/lib/env';
import { createExportStorage, type ExportStorage } from './export-storage';

let storage: ExportStorage | undefined;

/** The process' own access to the bucket of exports, made on first use. */
export function exportStorage(): ExportStorage {
  storage ??= createExportStorage({ url: env().SUPABASE_URL, secretKey: env().SUPABASE_SECRET_KEY });
  return storage;
}
