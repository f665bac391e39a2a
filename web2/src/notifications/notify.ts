import type { Db } from '@/lib/db';
import { channelsOf, type NotificationEvent } from './catalogue';

interface Notice {
  event: NotificationEvent;
  organizationId: string;
  /** Who is told; where that person is gone, everyone who answers for the organisation is told. */
  userId: string | null;
  runId: string | null;
  scheduledExportId: string;
  title: string;
  body: string;
  /** What the event is told of once: a run, or a run that was tried again. */
  occasion: string;
  alwaysInApp: boolean;
}

/** Writes a notice to inboxes, and to the outbox of mails where the person wants that. Once per person, event and occasion. */
export async function notify(db: Db, notice: Notice): Promise<void> {
  const people = await db.query<{ user_id: string; channels: string[] | null }>(
    `select m.user_id, s.channels
     from public.memberships m
       left join public.notification_settings s on s.user_id = m.user_id and s.organization_id = m.organization_id and s.event = $3
     where m.organization_id = $1 and case when $2::uuid is not null and exists (
         select from public.memberships o where o.organization_id = $1 and o.user_id = $2::uuid)
       then m.user_id = $2::uuid else m.role in ('owner', 'admin') end`,
    [notice.organizationId, notice.userId, notice.event],
  );
  for (const { user_id, channels } of people) {
    const chosen = channelsOf(notice.event, channels ?? undefined);
    const inApp = notice.alwaysInApp || chosen.includes('in_app');
    const email = chosen.includes('email');
    if (!inApp && !email) continue;
    await db.query(
      `insert into public.notifications (organization_id, user_id, event, title, body, run_id, scheduled_export_id, dedupe_key, in_app, email_status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (user_id, dedupe_key) do nothing`,
      [
        ...[
          notice.organizationId,
          user_id,
          notice.event,
          clip(notice.title, 300),
          clip(notice.body, 2000),
          notice.runId,
        ],
        ...[notice.scheduledExportId, `${notice.event}:${notice.occasion}`, inApp, email ? 'pending' : 'none'],
      ],
    );
  }
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
