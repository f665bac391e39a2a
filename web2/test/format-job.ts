import type { Format, FormatJob } from '@/formats/format';
import type { ReportColumn } from '@/reports/schema';

/** What a format is told of a report with these columns. */
export function formatJob(columns: ReportColumn[], options: Record<string, unknown> = {}): FormatJob {
  const about = {
    organizationName: 'Northwind',
    scheduleName: 'Items for Ana',
    reportTitle: 'Items',
    filters: {},
    period: null,
    scheduledFor: new Date('2026-03-02T09:00:00Z'),
    generatedAt: new Date('2026-03-02T09:00:01Z'),
    rowLimit: null,
  };
  return { columns, timezone: 'UTC', options, about };
}

/** The whole file that a format makes of COPY's output. */
export async function encoded(
  format: Format,
  job: FormatJob,
  copied: AsyncIterable<Buffer> | string[],
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of format.encode(buffers(copied), job)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* buffers(copied: AsyncIterable<Buffer> | string[]): AsyncIterable<Buffer> {
  for await (const chunk of copied) yield Buffer.from(chunk);
}
