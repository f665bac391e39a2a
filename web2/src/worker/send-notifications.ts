import { notificationMessage, type StoredNotification } from '@/email/notification-message';
import { ExportError } from '@/lib/errors';
import type { WorkerDeps } from './process-due-exports';
import { MOST_ATTEMPTS } from './timing';

interface PendingMail extends StoredNotification {
  email_attempt: number;
  lease_token: string;
}

const BATCH = 50;

/** Mails the notices in the outbox. One that ended without an answer is not repeated: the inbox has it too. */
export async function sendNotifications(deps: WorkerDeps): Promise<void> {
  const { db, log, timing } = deps;
  const mails = await db.query<PendingMail>(CLAIM, [BATCH, timing.leaseSeconds, MOST_ATTEMPTS]);
  for (const mail of mails) {
    if (deps.closing()) break;
    try {
      await deps.delivery.email.send(notificationMessage(mail, deps.delivery));
      await db.query(`${FINISH} 'sent' where id = $1 and lease_token = $2`, [mail.id, mail.lease_token]);
    } catch (error) {
      log.warn('notification mail failed', { notification_id: mail.id, attempt: mail.email_attempt, error });
      const retry =
        mail.email_attempt < MOST_ATTEMPTS && error instanceof ExportError && error.retryable && !error.uncertain;
      await db.query(
        `${FINISH} $3, email_run_after = clock_timestamp() + make_interval(secs => $4) where id = $1 and lease_token = $2`,
        [
          mail.id,
          mail.lease_token,
          retry ? 'pending' : 'failed',
          timing.backoffSeconds(mail.email_attempt, Math.random()),
        ],
      );
    }
  }
}

const FINISH = 'update public.notifications set lease_token = null, lease_expires_at = null, email_status =';

const CLAIM = `
  with due as materialized (
    select n.id from public.notifications n
    where (n.email_status = 'pending' and n.email_run_after <= clock_timestamp())
      or (n.email_status = 'sending' and n.lease_expires_at < clock_timestamp() and n.email_attempt < $3)
    order by n.email_run_after limit $1 for update skip locked
  ), claimed as (
    update public.notifications n
    set email_status = 'sending', email_attempt = n.email_attempt + 1, lease_token = gen_random_uuid(),
      lease_expires_at = clock_timestamp() + make_interval(secs => $2)
    from due where n.id = due.id returning n.*
  )
  select c.id, c.event, c.title, c.body, c.run_id, c.scheduled_export_id, c.email_attempt, c.lease_token, r.error_code,
    s.name as schedule_name, o.name as organization_name, u.email as to
  from claimed c
    join public.organizations o on o.id = c.organization_id
    join public.scheduled_exports s on s.id = c.scheduled_export_id
    left join public.export_runs r on r.id = c.run_id
    join auth.users u on u.id = c.user_id`;
