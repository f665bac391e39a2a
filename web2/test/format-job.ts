import type { FormatId } from '@/formats/catalogue';
import { type FormatWriter, formatWriter } from '@/formats/registry';
import type { ReportColumn } from '@/reports/schema';

/** A format ready to write a report with these columns, with `format_options` as the API takes them. */
export function writerOf(id: FormatId, columns: ReportColumn[], options: Record<string, unknown> = {}): FormatWriter {
  const about = {
    organizationName: 'Northwind',
    scheduleName: 'Items for Ana',
    reportTitle: 'Items',
    filters: [],
    period: null,
    scheduledFor: new Date('2026-03-02T09:00:00Z'),
    generatedAt: new Date('2026-03-02T09:00:01Z'),
    rowLimit: null,
  };
  return formatWriter(id, { columns, timezone: 'UTC', options, about });
}

/** The whole file that a format makes of COPY's output. */
export async function encoded(writer: FormatWriter, copied: AsyncIterable<Buffer> | string[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writer.encode(buffers(copied))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* buffers(copied: AsyncIterable<Buffer> | string[]): AsyncIterable<Buffer> {
  for await (const chunk of copied) yield Buffer.from(chunk);
}
