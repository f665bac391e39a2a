-- Runs, files and deliveries: what the worker did, and the proof of it. People read them; only the service writes.

create table public.export_runs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  scheduled_export_id uuid not null references public.scheduled_exports (id),
  scheduled_for timestamptz not null,
  period_start timestamptz,
  period_end timestamptz,
  trigger text not null default 'schedule' check (trigger in ('schedule', 'manual', 'replay', 'test')),
  definition jsonb not null check (jsonb_typeof(definition) = 'object'),
  status text not null default 'waiting' check (status in
    ('waiting', 'queued', 'running', 'delivering', 'succeeded', 'partially_delivered', 'failed', 'skipped', 'cancelled')),
  reason text,
  attempt smallint not null default 0,
  run_after timestamptz not null,
  turn integer not null default 0,
  lease_token uuid,
  lease_expires_at timestamptz,
  cancel_requested_at timestamptz,
  needs_worker boolean not null default false,
  progress_rows bigint,
  missed_count integer not null default 0,
  requested_by uuid references auth.users (id) on delete set null,
  idempotency_key text check (char_length(idempotency_key) between 1 and 255),
  error_code text,
  error_message text,
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, idempotency_key),
  check ((status = 'running') = (lease_token is not null))
);
-- An occurrence gives at most one run.
create unique index export_runs_occurrence_key on public.export_runs (scheduled_export_id, scheduled_for)
  where trigger = 'schedule';
-- A schedule has at most one run that is queued or running; the next waits.
create unique index export_runs_one_active_key on public.export_runs (scheduled_export_id)
  where status in ('queued', 'running');
create index export_runs_queue_idx on public.export_runs (turn, run_after) where status = 'queued';
create index export_runs_waiting_idx on public.export_runs (run_after) where status = 'waiting';
create index export_runs_lease_idx on public.export_runs (lease_expires_at) where status = 'running';
create index export_runs_running_idx on public.export_runs (organization_id) where status in ('queued', 'running');
create index export_runs_scheduled_export_id_idx on public.export_runs (scheduled_export_id, scheduled_for desc, id desc);
create index export_runs_organization_id_idx on public.export_runs (organization_id, scheduled_for desc, id desc);
create index export_runs_requested_by_idx on public.export_runs (requested_by);

comment on table public.export_runs is 'One execution, for one occurrence or one request by hand.';
comment on column public.export_runs.id is 'Identifier.';
comment on column public.export_runs.organization_id is 'The tenant.';
comment on column public.export_runs.scheduled_export_id is 'The schedule.';
comment on column public.export_runs.scheduled_for is 'The nominal instant; the reporting period follows from it.';
comment on column public.export_runs.period_start is 'Start of the reporting period, where a filter names one.';
comment on column public.export_runs.period_end is 'End of the reporting period, exclusive.';
comment on column public.export_runs.trigger is 'schedule, manual (run now), replay or test.';
comment on column public.export_runs.definition is 'Snapshot of the schedule that is executed: report, resolved filters, format, targets, zone, owner. Never updated.';
comment on column public.export_runs.status is 'See docs/semantics.md. waiting is not yet claimable, queued is; running holds a lease; delivering has its file.';
comment on column public.export_runs.reason is 'Why it was skipped or cancelled, as a code.';
comment on column public.export_runs.attempt is 'How often it was claimed, at most 5.';
comment on column public.export_runs.run_after is 'Not before this instant: the occurrence, or the end of a back-off.';
comment on column public.export_runs.turn is 'Rank within the organisation when queued; the claim goes by it, so that no tenant starves another.';
comment on column public.export_runs.lease_token is 'Proof of the claim; every write of the worker names it.';
comment on column public.export_runs.lease_expires_at is 'After this instant anyone may take the run over.';
comment on column public.export_runs.cancel_requested_at is 'Seen by the next heartbeat.';
comment on column public.export_runs.needs_worker is 'Too long for a function: only a long-lived worker claims it.';
comment on column public.export_runs.progress_rows is 'Rows written so far.';
comment on column public.export_runs.missed_count is 'Missed occurrences that this run or skipped row stands for.';
comment on column public.export_runs.requested_by is 'Who asked for it by hand.';
comment on column public.export_runs.idempotency_key is 'The Idempotency-Key of a request by hand.';
comment on column public.export_runs.error_code is 'Stable code of the last error.';
comment on column public.export_runs.error_message is 'The last error, in words for its owner.';
comment on column public.export_runs.started_at is 'First claim.';
comment on column public.export_runs.finished_at is 'When it reached a final status.';
comment on column public.export_runs.created_at is 'When the row was made.';
comment on column public.export_runs.updated_at is 'When the row last changed.';

create table public.export_files (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  run_id uuid not null references public.export_runs (id),
  variant text not null default '',
  lease_token uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  path text not null unique,
  status text not null default 'writing' check (status in ('writing', 'ready', 'removed')),
  row_count bigint,
  byte_size bigint,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  rows_sha256 text check (rows_sha256 ~ '^[0-9a-f]{64}$'),
  truncated boolean not null default false,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (status <> 'ready' or (row_count is not null and byte_size is not null and sha256 is not null))
);
create unique index export_files_ready_key on public.export_files (run_id, variant) where status = 'ready';
create index export_files_run_id_idx on public.export_files (run_id);
create index export_files_organization_id_idx on public.export_files (organization_id);
create index export_files_expires_at_idx on public.export_files (expires_at) where status = 'ready';
create index export_files_writing_idx on public.export_files (created_at) where status = 'writing';
comment on table public.export_files is 'A file that a run wrote. The row exists before the upload, so an orphan is found without listing Storage.';
comment on column public.export_files.id is 'Identifier.';
comment on column public.export_files.organization_id is 'The tenant.';
comment on column public.export_files.run_id is 'The run.';
comment on column public.export_files.variant is 'Empty unless recipients get different rows.';
comment on column public.export_files.lease_token is 'The attempt that wrote it; part of the path, so a late attempt overwrites nothing.';
comment on column public.export_files.name is 'File name given to the recipient.';
comment on column public.export_files.path is 'Key in the private bucket.';
comment on column public.export_files.status is 'writing, ready, or removed (by retention, or overtaken).';
comment on column public.export_files.row_count is 'Data rows written, without a header.';
comment on column public.export_files.byte_size is 'Size in bytes.';
comment on column public.export_files.sha256 is 'Checksum of the file, in hex.';
comment on column public.export_files.rows_sha256 is 'Checksum of the rows alone, to tell whether anything changed.';
comment on column public.export_files.truncated is 'The row limit was reached and rows were left out.';
comment on column public.export_files.expires_at is 'When retention removes the file; the row stays.';
comment on column public.export_files.created_at is 'When the row was made.';
comment on column public.export_files.updated_at is 'When the row last changed.';

create table public.export_deliveries (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  run_id uuid not null references public.export_runs (id),
  file_id uuid not null references public.export_files (id),
  method text not null check (method ~ '^[a-z][a-z0-9_]{0,30}$'),
  target_key text not null check (char_length(target_key) between 1 and 400),
  label text not null check (char_length(label) between 1 and 400),
  target jsonb not null default '{}' check (jsonb_typeof(target) = 'object'),
  status text not null default 'pending' check (status in
    ('pending', 'sending', 'sent', 'failed', 'bounced', 'suppressed', 'cancelled')),
  attempt smallint not null default 0,
  run_after timestamptz not null default now(),
  uncertain boolean not null default false,
  lease_token uuid,
  lease_expires_at timestamptz,
  provider text,
  provider_message_id text,
  error_code text,
  error_message text,
  sent_at timestamptz,
  link_expires_at timestamptz,
  link_revoked_at timestamptz,
  link_clicks integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (run_id, target_key),
  check ((status = 'sending') = (lease_token is not null))
);
create index export_deliveries_queue_idx on public.export_deliveries (run_after) where status = 'pending';
create index export_deliveries_lease_idx on public.export_deliveries (lease_expires_at) where status = 'sending';
create index export_deliveries_file_id_idx on public.export_deliveries (file_id);
create index export_deliveries_organization_id_idx on public.export_deliveries (organization_id);
comment on table public.export_deliveries is 'One file to one target. Its id is the idempotency key at the provider.';
comment on column public.export_deliveries.id is 'Identifier, and idempotency key.';
comment on column public.export_deliveries.organization_id is 'The tenant.';
comment on column public.export_deliveries.run_id is 'The run.';
comment on column public.export_deliveries.file_id is 'The file that is sent.';
comment on column public.export_deliveries.method is 'Id of a delivery method.';
comment on column public.export_deliveries.target_key is 'Names the target within the run, so that no target gets two deliveries.';
comment on column public.export_deliveries.label is 'The target as shown to people.';
comment on column public.export_deliveries.target is 'What the method needs to reach the target.';
comment on column public.export_deliveries.status is 'See docs/semantics.md.';
comment on column public.export_deliveries.attempt is 'How often it was claimed, at most 5.';
comment on column public.export_deliveries.run_after is 'Not before this instant.';
comment on column public.export_deliveries.uncertain is 'An attempt ended without an answer: the target may already have it.';
comment on column public.export_deliveries.lease_token is 'Proof of the claim.';
comment on column public.export_deliveries.lease_expires_at is 'After this instant anyone may take the delivery over.';
comment on column public.export_deliveries.provider is 'Who carried it, such as smtp or resend.';
comment on column public.export_deliveries.provider_message_id is 'The provider''s own id of the message.';
comment on column public.export_deliveries.error_code is 'Stable code of the last error.';
comment on column public.export_deliveries.error_message is 'The last error, in words for the owner.';
comment on column public.export_deliveries.sent_at is 'When the provider took it.';
comment on column public.export_deliveries.link_expires_at is 'Until when its link works.';
comment on column public.export_deliveries.link_revoked_at is 'When its link was withdrawn.';
comment on column public.export_deliveries.link_clicks is 'How often its link was used.';
comment on column public.export_deliveries.created_at is 'When the row was made.';
comment on column public.export_deliveries.updated_at is 'When the row last changed.';

create trigger export_runs_touch before update on public.export_runs
  for each row execute function private.touch_updated_at();
create trigger export_files_touch before update on public.export_files
  for each row execute function private.touch_updated_at();
create trigger export_deliveries_touch before update on public.export_deliveries
  for each row execute function private.touch_updated_at();

create or replace function private.keep_definition() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'What runs is what was planned: a definition never changes.' using errcode = '42501';
end $$;
comment on function private.keep_definition is 'Trigger: refuses to change what a run executes.';
create trigger export_runs_keep_definition before update of definition on public.export_runs
  for each row when (new.definition is distinct from old.definition) execute function private.keep_definition();

-- row-level security: leases stay out of sight -------------------------------------------------------------------

alter table public.export_runs enable row level security;
alter table public.export_files enable row level security;
alter table public.export_deliveries enable row level security;
revoke all on public.export_runs, public.export_files, public.export_deliveries from public, anon, authenticated;
grant select (id, organization_id, scheduled_export_id, scheduled_for, period_start, period_end, trigger, definition, status,
    reason, attempt, run_after, cancel_requested_at, needs_worker, progress_rows, missed_count, requested_by, error_code,
    error_message, started_at, finished_at, created_at, updated_at)
  on public.export_runs to authenticated;
grant select (id, organization_id, run_id, variant, name, status, row_count, byte_size, sha256, rows_sha256, truncated,
    expires_at, created_at, updated_at)
  on public.export_files to authenticated;
grant select (id, organization_id, run_id, file_id, method, target_key, label, status, attempt, run_after, uncertain,
    provider, error_code, error_message, sent_at, link_expires_at, link_revoked_at, link_clicks, created_at, updated_at)
  on public.export_deliveries to authenticated;
grant all on public.export_runs, public.export_files, public.export_deliveries to service_role;

create policy "Runs are visible to members" on public.export_runs
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Files are visible to members" on public.export_files
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Deliveries are visible to members" on public.export_deliveries
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));

-- ending a run, stopping a schedule --------------------------------------------------------------------------------

create or replace function private.settle_run(run_id uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  cancelled boolean;
  final text;
begin
  -- The lock makes the last of several deliveries that end at once see the others.
  select r.cancel_requested_at is not null into cancelled
    from public.export_runs r where r.id = settle_run.run_id and r.status = 'delivering' for update;
  if not found then return null; end if;
  -- A send that was under way when people said stop may have come back to be tried again.
  if cancelled then
    update public.export_deliveries d set status = 'cancelled' where d.run_id = settle_run.run_id and d.status = 'pending';
  end if;
  select case
      when count(*) filter (where d.status in ('pending', 'sending')) > 0 then null
      when count(*) filter (where d.status in ('failed', 'bounced', 'cancelled')) = 0 then 'succeeded'
      when count(*) filter (where d.status = 'sent') > 0 then 'partially_delivered'
      when count(*) filter (where d.status in ('failed', 'bounced')) > 0 then 'failed'
      else 'cancelled'
    end into final
  from public.export_deliveries d where d.run_id = settle_run.run_id;
  if final is not null then
    update public.export_runs r set
      status = final,
      finished_at = clock_timestamp(),
      reason = case when final <> 'succeeded' then r.reason end,
      error_code = case when final in ('failed', 'partially_delivered') then coalesce(worst.error_code, 'delivery_cancelled') end,
      error_message = case when final in ('failed', 'partially_delivered') then
        coalesce(worst.error_message, 'The remaining deliveries were cancelled.') end
    from (select 1) one
      left join lateral (
        select d.error_code, d.error_message from public.export_deliveries d
        where d.run_id = settle_run.run_id and d.status in ('failed', 'bounced')
        order by d.updated_at desc limit 1) worst on true
    where r.id = settle_run.run_id;
  end if;
  return final;
end $$;
comment on function private.settle_run is 'Gives a delivering run its final status once none of its deliveries is open; returns that status, else null. To be called after each attempt at a delivery, one to be tried again included.';
grant execute on function private.settle_run to service_role;

create or replace function private.stop_runs(scheduled_export_id uuid, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  run record;
begin
  -- All of them first: a run that changes from running to queued meanwhile would escape two separate updates.
  perform from public.export_runs r
    where r.scheduled_export_id = stop_runs.scheduled_export_id
      and r.status in ('waiting', 'queued', 'running', 'delivering')
    order by r.id for update;
  update public.export_runs r
    set status = 'cancelled', reason = stop_runs.reason, finished_at = clock_timestamp()
    where r.scheduled_export_id = stop_runs.scheduled_export_id and r.status in ('waiting', 'queued');
  update public.export_runs r set cancel_requested_at = clock_timestamp(), reason = stop_runs.reason
    where r.scheduled_export_id = stop_runs.scheduled_export_id and r.status in ('running', 'delivering')
      and r.cancel_requested_at is null;
  for run in
    select r.id from public.export_runs r
    where r.scheduled_export_id = stop_runs.scheduled_export_id and r.status = 'delivering'
    order by r.id
  loop
    perform private.settle_run(run.id);
  end loop;
end $$;
comment on function private.stop_runs is 'Cancels what is queued and pending of a schedule, and asks what runs to stop. A send that began completes.';

create or replace function private.stop_runs_of_schedule() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.stop_runs(new.id, case when new.deleted_at is not null then 'deleted' else 'paused' end);
  return null;
end $$;
comment on function private.stop_runs_of_schedule is 'Trigger: pausing or deleting a schedule stops its runs.';
-- Not "update of status": a trigger may have changed it where the statement did not.
create trigger scheduled_exports_stop_runs after update on public.scheduled_exports
  for each row
  when ((new.status = 'paused' and old.status <> 'paused') or (new.deleted_at is not null and old.deleted_at is null))
  execute function private.stop_runs_of_schedule();

create or replace function private.delete_scheduled_export(id uuid, expected_version integer) returns void
language plpgsql security definer set search_path = '' as $$
declare
  schedule public.scheduled_exports;
begin
  select * into schedule from public.scheduled_exports s
    where s.id = delete_scheduled_export.id and s.deleted_at is null
      and s.organization_id in (select private.organization_ids('viewer'))
    for update;
  if not found then
    raise exception 'There is no such scheduled export.' using errcode = 'SX404';
  end if;
  if not (schedule.organization_id in (select private.organization_ids('admin'))
      or (schedule.owner_id = auth.uid() and schedule.organization_id in (select private.organization_ids('editor')))) then
    raise exception 'Only its owner or an admin may delete this scheduled export.' using errcode = '42501';
  end if;
  if expected_version is not null and expected_version <> schedule.version then
    raise exception 'The scheduled export was changed meanwhile.' using errcode = 'SX412';
  end if;
  update public.scheduled_exports s set deleted_at = now() where s.id = schedule.id;
end $$;
comment on function private.delete_scheduled_export is 'Definer: row-level security cannot express a soft delete, because the row leaves the caller''s sight.';
grant execute on function private.delete_scheduled_export to authenticated;

create or replace function public.delete_scheduled_export(id uuid, expected_version integer default null) returns void
language sql set search_path = '' as $$
  select private.delete_scheduled_export(id, expected_version)
$$;
comment on function public.delete_scheduled_export is 'Deletes a schedule softly, as its owner or an admin.';
grant execute on function public.delete_scheduled_export to authenticated;

-- An owner who leaves does not leave a ghost.
create or replace function private.hand_over_schedules() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  heir uuid := private.heir_of(old.organization_id, old.user_id);
begin
  if heir is not null then
    update public.scheduled_exports s set owner_id = heir
      where s.organization_id = old.organization_id and s.owner_id = old.user_id and s.deleted_at is null;
  else
    update public.scheduled_exports s set status = 'paused', status_reason = 'owner_left'
      where s.organization_id = old.organization_id and s.owner_id = old.user_id and s.deleted_at is null and s.status = 'active';
  end if;
  return null;
end $$;
comment on function private.hand_over_schedules is 'Trigger: schedules of a member who leaves go to an owner or admin, or are paused.';
create trigger memberships_hand_over_schedules after delete on public.memberships
  for each row execute function private.hand_over_schedules();

-- the list's view: what a row of the jobs list shows, in one query -------------------------------------------------

create view public.scheduled_export_overviews with (security_invoker = true) as
select
  s.*,
  case when s.status = 'active' then coalesce(s.next_run_at, 'infinity') else 'infinity' end as next_run_order,
  concat_ws(' ', s.name, s.report_type, s.targets) as search_text,
  p.display_name as owner_name,
  last_run.value as last_run,
  coalesce(streak.failures, 0) as consecutive_failures
from public.scheduled_exports s
  left join public.profiles p on p.id = s.owner_id
  left join lateral (
    select jsonb_build_object(
        'id', r.id, 'status', r.status, 'reason', r.reason, 'scheduled_for', r.scheduled_for, 'started_at', r.started_at,
        'finished_at', r.finished_at, 'progress_rows', r.progress_rows, 'error_code', r.error_code,
        'error_message', r.error_message,
        'deliveries_total', (select count(*) from public.export_deliveries d where d.run_id = r.id),
        'deliveries_sent', (select count(*) from public.export_deliveries d where d.run_id = r.id and d.status = 'sent')
      ) as value
    from public.export_runs r
    where r.scheduled_export_id = s.id and r.status <> 'waiting'
    order by r.scheduled_for desc, r.id desc
    limit 1
  ) last_run on true
  left join lateral (
    select count(*) filter (where recent.rank < recent.first_success) as failures
    from (
      select latest.*, coalesce(min(latest.rank) filter (where latest.status <> 'failed') over (), 2147483647) as first_success
      from (
        select r.status, row_number() over (order by r.scheduled_for desc, r.id desc) as rank
        from public.export_runs r
        where r.scheduled_export_id = s.id and r.trigger = 'schedule' and r.created_at >= s.active_since
          and r.status in ('succeeded', 'partially_delivered', 'failed')
        order by r.scheduled_for desc, r.id desc
        limit 10
      ) latest
    ) recent
  ) streak on true;
comment on view public.scheduled_export_overviews is 'Schedules with owner, last run and failures in a row, under the caller''s row-level security.';
revoke all on public.scheduled_export_overviews from public, anon, authenticated;
grant select on public.scheduled_export_overviews to authenticated, service_role;

do $$
declare
  copied record;
begin
  for copied in
    select a.attname, col_description(a.attrelid, a.attnum) as text
    from pg_catalog.pg_attribute a
    where a.attrelid = 'public.scheduled_exports'::regclass and a.attnum > 0 and not a.attisdropped
  loop
    execute format('comment on column public.scheduled_export_overviews.%I is %L', copied.attname, copied.text);
  end loop;
end $$;
comment on column public.scheduled_export_overviews.search_text is 'What a search looks in.';
comment on column public.scheduled_export_overviews.next_run_order is 'next_run_at to sort by: what will not run comes last.';
comment on column public.scheduled_export_overviews.owner_name is 'The owner''s name.';
comment on column public.scheduled_export_overviews.last_run is 'The newest run that is or was claimable, with counts of its deliveries; null before the first.';
comment on column public.scheduled_export_overviews.consecutive_failures is 'Failed occurrences since the last that succeeded or since it was resumed, at most 10.';
