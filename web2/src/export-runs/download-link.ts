import { downloadLinks } from '@/delivery/download-links';
import { FORMATS, isFormatId } from '@/formats/catalogue';
import { type FileNote, noteSentence } from '@/formats/file-notes';
import { appDatabase } from '@/lib/app-database';
import type { Db } from '@/lib/db';
import { env } from '@/lib/env';
import { AppError, NotFoundError } from '@/lib/errors';
import { signFile } from './sign-file';

/** What a link's page shows to whoever has the link. */
export interface DownloadLink {
  state: 'ready' | 'expired' | 'revoked' | 'removed';
  organization_name: string;
  schedule_name: string;
  file_name: string;
  format_label: string;
  /** Sentences on what the file does not hold as the report has it. */
  notes: string[];
  row_count: number;
  byte_size: number;
  sha256: string;
  expires_at: Date;
  timezone: string;
}

interface LinkRow extends Omit<DownloadLink, 'format_label' | 'notes'> {
  notes: FileNote[];
  delivery_id: string;
  label: string;
  file_id: string;
  organization_id: string;
  path: string;
  format: string;
}

/** Reads a link without following it, as mail scanners do. @throws NotFoundError for a token that is not ours */
export async function readDownloadLink(token: string): Promise<DownloadLink> {
  const {
    delivery_id: _,
    label: __,
    file_id: ___,
    organization_id: ____,
    path: _____,
    format,
    notes,
    ...shown
  } = await find(appDatabase(), token);
  const format_label = isFormatId(format) ? FORMATS[format].label : format;
  return { ...shown, format_label, notes: notes.map(noteSentence) };
}

/**
 * Follows a link: counts it, records it, and answers with a URL of Storage that works for a minute.
 * @throws NotFoundError; AppError gone when it expired, was withdrawn, or its file was removed; unavailable
 */
export async function followDownloadLink(token: string, requestId: string): Promise<string> {
  const file = await appDatabase().transaction({ actor: 'download link', requestId }, async (db) => {
    const link = await find(db, token);
    if (link.state !== 'ready') throw new AppError('gone', GONE[link.state]);
    await db.query('update public.export_deliveries set link_clicks = link_clicks + 1 where id = $1', [
      link.delivery_id,
    ]);
    await db.query(`select private.record_audit($1, 'download', 'export_files', $2, null, $3)`, [
      link.organization_id,
      link.file_id,
      JSON.stringify({ delivery_id: link.delivery_id, sent_to: link.label }),
    ]);
    return link;
  });
  return signFile(file.path, file.file_name);
}

const GONE = {
  expired: 'This link has expired.',
  revoked: 'This link was withdrawn.',
  removed: 'The file was removed when its retention ended.',
};

async function find(db: Db, token: string): Promise<LinkRow> {
  const id = downloadLinks(env().LINK_SECRET).read(token);
  const [link] = id ? await db.query<LinkRow>(FIND, [id]) : [];
  if (!link) throw new NotFoundError('link');
  return link;
}

const FIND = `
  select d.id as delivery_id, d.label, d.organization_id, f.id as file_id, f.path, f.name as file_name, f.row_count, f.byte_size,
    f.sha256, f.notes, d.link_expires_at as expires_at, r.definition ->> 'organization_name' as organization_name,
    r.definition ->> 'name' as schedule_name, r.definition ->> 'format' as format, r.definition ->> 'timezone' as timezone,
    case when d.link_revoked_at is not null then 'revoked'
      when f.status <> 'ready' then 'removed'
      when d.link_expires_at <= clock_timestamp() then 'expired'
      else 'ready' end as state
  from public.export_deliveries d
    join public.export_files f on f.id = d.file_id
    join public.export_runs r on r.id = d.run_id
  where d.id = $1 and d.link_expires_at is not null`;
