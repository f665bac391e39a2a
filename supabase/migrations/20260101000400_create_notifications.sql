-- What people are told, by which channel; and two tables that only the service reads: secrets and worker ticks.

create table public.notification_settings (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  event text not null check (event ~ '^[a-z][a-z0-9_]{0,40}$'),
  channels text[] not null
    check (cardinality(channels) <= 10 and array_position(channels, null) is null and pg_column_size(channels) <= 1024),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, organization_id, event),
  check (event <> 'schedule_stopped' or 'in_app' = any (channels))
);
create index notification_settings_organization_id_idx on public.notification_settings (organization_id);
comment on table public.notification_settings is 'Where a member deviates from the default channels of an event.';
comment on column public.notification_settings.id is 'Identifier.';
comment on column public.notification_settings.organization_id is 'The tenant.';
comment on column public.notification_settings.user_id is 'The member.';
comment on column public.notification_settings.event is 'Id of an event in the notification catalogue.';
comment on column public.notification_settings.channels is 'Ids of channels (in_app, email) that tell of it; a stopped schedule is always told in the app.';
comment on column public.notification_settings.created_at is 'When the row was made.';
comment on column public.notification_settings.updated_at is 'When the row last changed.';

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  event text not null,
  title text not null check (char_length(title) between 1 and 300),
  body text not null default '' check (char_length(body) <= 2000),
  run_id uuid references public.export_runs (id),
  scheduled_export_id uuid references public.scheduled_exports (id),
  dedupe_key text not null,
  in_app boolean not null default true,
  read_at timestamptz,
  email_status text not null default 'none' check (email_status in ('none', 'pending', 'sending', 'sent', 'failed')),
  email_attempt smallint not null default 0,
  email_run_after timestamptz not null default now(),
  lease_token uuid,
  lease_expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, dedupe_key),
  check ((email_status = 'sending') = (lease_token is not null))
);
create index notifications_inbox_idx on public.notifications (user_id, organization_id, created_at desc, id desc) where in_app;
create index notifications_email_idx on public.notifications (email_run_after) where email_status in ('pending', 'sending');
create index notifications_organization_id_idx on public.notifications (organization_id);
create index notifications_run_id_idx on public.notifications (run_id);
create index notifications_scheduled_export_id_idx on public.notifications (scheduled_export_id);
comment on table public.notifications is 'The inbox, and the outbox of its mails: written in the transaction of the event, so that nothing is told twice or not at all.';
comment on column public.notifications.id is 'Identifier, and idempotency key of the mail.';
comment on column public.notifications.organization_id is 'The tenant.';
comment on column public.notifications.user_id is 'Who is told.';
comment on column public.notifications.event is 'Id of an event in the notification catalogue.';
comment on column public.notifications.title is 'One line.';
comment on column public.notifications.body is 'What happened and what to do.';
comment on column public.notifications.run_id is 'The run it is about.';
comment on column public.notifications.scheduled_export_id is 'The schedule it is about.';
comment on column public.notifications.dedupe_key is 'The event is told once per person and key.';
comment on column public.notifications.in_app is 'Whether it stands in the inbox.';
comment on column public.notifications.read_at is 'When the person read it.';
comment on column public.notifications.email_status is 'none when it is not mailed.';
comment on column public.notifications.email_attempt is 'How often the mail was tried, at most 5.';
comment on column public.notifications.email_run_after is 'Not before this instant.';
comment on column public.notifications.lease_token is 'Proof of the claim.';
comment on column public.notifications.lease_expires_at is 'After this instant anyone may take the mail over.';
comment on column public.notifications.created_at is 'When the row was made.';
comment on column public.notifications.updated_at is 'When the row last changed.';

create table public.secrets (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  ciphertext text not null,
  key_id text not null,
  hint text not null default '' check (char_length(hint) <= 20),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index secrets_organization_id_idx on public.secrets (organization_id);
comment on table public.secrets is 'Credentials of delivery targets, encrypted by the application; targets hold only the id. No user may read them.';
comment on column public.secrets.id is 'Identifier.';
comment on column public.secrets.organization_id is 'The tenant.';
comment on column public.secrets.ciphertext is 'The encrypted value.';
comment on column public.secrets.key_id is 'Which key encrypted it.';
comment on column public.secrets.hint is 'The last characters, to recognise it by.';
comment on column public.secrets.created_at is 'When the row was made.';
comment on column public.secrets.updated_at is 'When the row last changed.';

create table public.worker_ticks (
  id uuid primary key default gen_random_uuid(),
  worker text not null unique check (char_length(worker) between 1 and 120),
  started_at timestamptz not null,
  finished_at timestamptz,
  result jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.worker_ticks is 'The last tick of each worker, for the health check.';
comment on column public.worker_ticks.id is 'Identifier.';
comment on column public.worker_ticks.worker is 'Name of the worker; the route is called cron.';
comment on column public.worker_ticks.started_at is 'When its last tick began.';
comment on column public.worker_ticks.finished_at is 'When that tick ended; null while it runs or when it died.';
comment on column public.worker_ticks.result is 'The counts it answered.';
comment on column public.worker_ticks.created_at is 'When the row was made.';
comment on column public.worker_ticks.updated_at is 'When the row last changed.';

alter table public.notification_settings enable row level security;
alter table public.notifications enable row level security;
alter table public.secrets enable row level security;
alter table public.worker_ticks enable row level security;
revoke all on public.notification_settings, public.notifications, public.secrets, public.worker_ticks
  from public, anon, authenticated;
grant select on public.notification_settings to authenticated;
grant insert (organization_id, event, channels), update (organization_id, event, channels) on public.notification_settings to authenticated;
grant select (id, organization_id, user_id, event, title, body, run_id, scheduled_export_id, in_app, read_at, email_status, created_at)
  on public.notifications to authenticated;
grant update (read_at) on public.notifications to authenticated;
grant all on public.notification_settings, public.notifications, public.secrets, public.worker_ticks to service_role;

create policy "Notification settings are read by their person" on public.notification_settings
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Notification settings are made by their person as a member" on public.notification_settings
  for insert to authenticated
  with check (user_id = (select auth.uid()) and organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Notification settings are changed by their person as a member" on public.notification_settings
  for update to authenticated
  using (user_id = (select auth.uid()) and organization_id = any (array(select private.organization_ids('viewer'))))
  with check (user_id = (select auth.uid()) and organization_id = any (array(select private.organization_ids('viewer'))));

create policy "Notifications are read by their person" on public.notifications
  for select to authenticated
  using (user_id = (select auth.uid()) and in_app and organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Notifications are marked as read by their person" on public.notifications
  for update to authenticated
  using (user_id = (select auth.uid()) and in_app) with check (user_id = (select auth.uid()));

create trigger notification_settings_touch before update on public.notification_settings
  for each row execute function private.touch_updated_at();
create trigger notifications_touch before update on public.notifications
  for each row execute function private.touch_updated_at();
create trigger secrets_touch before update on public.secrets
  for each row execute function private.touch_updated_at();
create trigger worker_ticks_touch before update on public.worker_ticks
  for each row execute function private.touch_updated_at();

create trigger notification_settings_audit after insert or update or delete on public.notification_settings
  for each row execute function private.audit_change('created_at', 'updated_at');
create trigger secrets_audit after insert or update or delete on public.secrets
  for each row execute function private.audit_change('created_at', 'updated_at');
