import type { EmailProvider } from '@/email/provider';
import type { ExportStorage } from '@/storage/export-storage';
import type { DownloadLinks } from './download-links';

/** One way to deliver a file: a file of its own beside this one, and one line in `registry.ts`. */
export interface DeliveryMethod<T> {
  /** One entry per recipient; no two with the same `target_key`. */
  expand(target: T): Expansion[];
  /** Whether the far side recognises a delivery's id, so that a repeated send cannot arrive twice. */
  honoursIdempotencyKeys(context: Omit<DeliveryContext, 'signal'>): boolean;
  /** Bytes of the largest file that is handed over itself; a larger one goes as a link. Null when there is never a link. */
  largestFile: number | null;
  /** Resolves when the far side has taken the file. @throws ExportError */
  send(job: DeliveryJob, context: DeliveryContext): Promise<Receipt>;
}

export interface Expansion {
  /** Names the target within a run, such as `email:ana@x.example`. */
  target_key: string;
  /** As shown to people. */
  label: string;
  /** What `send` needs to reach it; stored. */
  target: Record<string, unknown>;
}

export interface Receipt {
  provider: string;
  provider_message_id: string | null;
}

export interface DeliveryContext {
  email: EmailProvider;
  /** The configured sender address, with or without a name. */
  emailFrom: string;
  storage: ExportStorage;
  appUrl: string;
  links: DownloadLinks;
  /** Stops what has not been handed over yet; a send that began completes. */
  signal: AbortSignal;
}

/** Stored values of one delivery, its run and its file: every attempt renders the same from them. */
export interface DeliveryJob {
  id: string;
  method: string;
  target: Record<string, unknown>;
  label: string;
  /** Set when the file goes as a link, which works until then. */
  link_expires_at: Date | null;
  run: {
    id: string;
    organization_name: string;
    schedule_name: string;
    report_title: string;
    owner_name: string | null;
    scheduled_for: Date;
    /** Null when it started on time. */
    late_seconds: number | null;
    /** `end` is exclusive. */
    period: { name: string; start: Date; end: Date } | null;
    timezone: string;
    recurrence_description: string;
    trigger: string;
    missed_count: number;
  };
  file: {
    name: string;
    path: string;
    format_label: string;
    content_type: string;
    /** Opens by a password only. */
    is_protected: boolean;
    row_count: number;
    byte_size: number;
    sha256: string;
    /** Sentences on what it does not hold as the report has it. */
    notes: string[];
  };
}
