import type { PoolClient } from 'pg';
import { createDatabase } from '@/lib/db';
import { readAsMember } from '@/reports/read-as-member';
import { type Definition, definitionSchema } from '@/scheduled-exports/definition';
import type { ExportStorage } from '@/storage/export-storage';
import { type WrittenFile, writeFile } from '@/worker/write-file';
import type { BenchConfig } from './world';

/** The worker's own path: read as the owner, COPY, format, checksums, Storage. */
export async function ourExport(
  config: BenchConfig,
  storage: ExportStorage,
  path: string,
  values: Partial<Definition>,
): Promise<WrittenFile> {
  const definition = definitionSchema.parse({
    ...{ name: 'Bench', organization_name: 'Bench', owner_id: config.owner, owner_name: null, report_title: 'Bench' },
    ...{ report_type: 'bench', filters: {}, columns: null, sort: [], row_limit: null, format_options: {} },
    ...{ compression: 'none', targets: [{ method: 'download' }], recurrence: '0 9 * * *', timezone: 'Europe/Berlin' },
    ...{ when_empty: 'send', when_unchanged: 'send', ...values },
  });
  return asOwner(config, (client) =>
    writeFile(client, storage, {
      ...{ definition, organizationId: config.organization, scheduledFor: new Date(), period: null, path },
      ...{ signal: new AbortController().signal, onProgress: () => undefined, innerName: 'bench', password: null },
    }),
  );
}

/** Under the owner's row-level security, as the worker reads. */
export async function asOwner<T>(
  { databaseUrl, owner, organization }: BenchConfig,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const database = createDatabase({
    ...{ url: databaseUrl, sessionUrl: databaseUrl, max: 2, prepare: true },
    onError(error) {
      throw error;
    },
  });
  const reader = { userId: owner, organizationId: organization, roles: ['owner'], timeoutMs: 600_000 };
  try {
    return await database.session((client) => readAsMember(client, reader, () => work(client)));
  } finally {
    await database.close();
  }
}
