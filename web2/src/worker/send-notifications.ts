import { notificationMessage, type StoredNotification } from '@/email/notification-message';
import { ExportError } from '@/lib/errors';
import { persist } from './persist';
import { MOST_ATTEMPTS } from './timing';
import type { WorkerDeps } from './worker-deps';

interface PendingMail extends StoredNotification {
  email_attempt: number;
  lease_token: string;
}

/** So many a tick; the next one goes on. */
const MOST_MAILS = 100;

/** Mails the notices in the outbox, one claim at a time, so that a slow provider does not outlive a lease. */
export async function sendNotifications(deps: WorkerDeps): Promise<void> {
  for (let sent = 0; sent < MOST_MAILS && !deps.closing(); sent += 1) {
    const [mail] = await deps.db.query<PendingMail>(CLAIM, [deps.timing.leaseSeconds]);
    if (!mail) return;
    const outcome = await sendOne(deps, mail);
    await persist(deps, (tx) =>
      tx.query(FINISH, [
        mail.id,
        mail.lease_token,
        outcome,
        deps.timing.backoffSeconds(mail.email_attempt, Math.random()),
      ]),
    );
  }
}

/** One that ended without an answer is not repeated: the inbox has it too. */
async function sendOne({ delivery, log }: WorkerDeps, mail: PendingMail): Promise<'sent' | 'pending' | 'failed'> {
  try {
    await delivery.email.send(notificationMessage(mail, delivery));
    return 'sent';
  } catch (error) {
    log.warn('notification mail failed', { notification_id: mail.id, attempt: mail.email_attempt, error });
    const again = error instanceof ExportError && error.retryable && !error.uncertain;
    return again && mail.email_attempt < MOST_ATTEMPTS ? 'pending' : 'failed';
  }
}

const FINISH = `
  update public.notifications set email_status = $3, lease_token = null, lease_expires_at = null,
    email_run_after = clock_timestamp() + make_interval(secs => $4)
  where id = $1 and lease_token = $2`;

// A mail whose sender died may have gone out: it is tried once more, with the same Message-ID, and the names that its run had, if it is about one.
const CLAIM = `
  with due as materialized (
    select n.id from public.notifications n
    where (n.email_status = 'pending' and n.email_run_after <= (select clock_timestamp()))
      or (n.email_status = 'sending' and n.lease_expires_at < (select clock_timestamp()) and n.email_attempt < 2)
    order by n.email_run_after limit 1 for update skip locked
  ), claimed as (
    update public.notifications n
    set email_status = 'sending', email_attempt = n.email_attempt + 1, lease_token = gen_random_uuid(),
      lease_expires_at = clock_timestamp() + make_interval(secs => $1)
    from due where n.id = due.id returning n.*
  )
  select c.id, c.event, c.title, c.body, c.run_id, c.scheduled_export_id, c.email_attempt, c.lease_token, r.error_code,
    coalesce(r.definition ->> 'name', s.name) as schedule_name,
    coalesce(r.definition ->> 'organization_name', o.name) as organization_name, u.email as to
  from claimed c
    left join public.export_runs r on r.id = c.run_id
    left join public.scheduled_exports s on s.id = c.scheduled_export_id
    join public.organizations o on o.id = c.organization_id
    join auth.users u on u.id = c.user_id`;
