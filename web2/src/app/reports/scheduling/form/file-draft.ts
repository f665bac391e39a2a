import type { Compression } from '@/formats/compression';
import { isArchivePassword, PASSWORD_RULE } from '@/scheduled-exports/archive-password-rule';
import { templateMistake } from '@/scheduled-exports/file-name-template';
import type { ScheduledExport, ScheduledExportInput } from '@/scheduled-exports/schema';

/** How the file is named, packed and protected. */
export interface FileDraft {
  /** A template; empty for the usual name. */
  name: string;
  compression: Compression;
  /** A new password; empty for none, or for the one that is kept. */
  password: string;
  /** `kept`: the saved job has one, which nobody can read. `uncopied`: the job that this is a copy of has one. */
  saved: 'none' | 'kept' | 'uncopied';
  /** The saved one goes. */
  removes: boolean;
}

export const NEW_FILE: FileDraft = { name: '', compression: 'none', password: '', saved: 'none', removes: false };

export function fileDraftOf(saved: ScheduledExport): FileDraft {
  return {
    ...NEW_FILE,
    name: saved.file_name_template ?? '',
    compression: saved.compression,
    saved: saved.has_archive_password ? 'kept' : 'none',
  };
}

/** A copy has no password until it is given one: nobody can read the other's. */
export function copied(draft: FileDraft): FileDraft {
  return { ...draft, saved: draft.saved === 'kept' ? 'uncopied' : 'none' };
}

/** What the API takes of it. An absent password is one that stays. */
export function fileInput({ name, compression, password, saved, removes }: FileDraft) {
  const fields = { file_name_template: name.trim() || null, compression };
  if (compression === 'zip' && password) return { ...fields, archive_password: password };
  const goes = saved === 'kept' && (removes || compression !== 'zip');
  return { ...fields, ...(goes && { archive_password: null }) } satisfies Partial<ScheduledExportInput>;
}

export function fileIssues({ name, compression, password, saved, removes }: FileDraft) {
  const mistake = name.trim() ? templateMistake(name.trim()) : undefined;
  const issues = mistake ? [{ path: ['name'], message: mistake }] : [];
  if (compression !== 'zip') return issues;
  if (password && !isArchivePassword(password)) issues.push({ path: ['password'], message: PASSWORD_RULE });
  if (!password && saved === 'uncopied' && !removes) {
    issues.push({ path: ['password'], message: 'The password was not copied. Give one, or go without.' });
  }
  return issues;
}
