-- Schedules: what is exported, when, in which format, to whom.

-- One plain address. A display name, a list or a quoted part could smuggle a second recipient past the check of domains.
create or replace function private.is_mail_address(address text) returns boolean
language sql immutable set search_path = '' as $$
  select char_length(address) <= 254
    and address ~ '^[^][:space:][:cntrl:]@<>()[\\,;:"]{1,64}@[^][:space:][:cntrl:]@<>()[\\,;:"]+$'
$$;
comment on function private.is_mail_address is 'True for a single mail address without name, quotes or comment.';
grant execute on function private.is_mail_address to authenticated, service_role;

create or replace function private.valid_targets(targets jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case
    when jsonb_typeof(targets) <> 'array' or pg_column_size(targets) > 65536 then false
    when jsonb_array_length(targets) not between 1 and 10 then false
    else not exists (
      select from jsonb_array_elements(targets) t
      where case
        when jsonb_typeof(t) <> 'object' or coalesce(t ->> 'method', '') !~ '^[a-z][a-z0-9_]{0,30}$' then true
        when t ->> 'method' <> 'email' and not t ? 'to' then false
        when coalesce(jsonb_typeof(t -> 'to'), '') <> 'array' then true
        when jsonb_array_length(t -> 'to') not between 1 and 100 then true
        else exists (
          select from jsonb_array_elements(t -> 'to') recipient
          where jsonb_typeof(recipient) <> 'string'
            or t ->> 'method' = 'email' and not private.is_mail_address(recipient #>> '{}'))
      end)
  end
$$;
comment on function private.valid_targets is 'Bounds of the delivery targets: 1 to 10 objects with a method, at most 100 recipients each, mail going to plain addresses.';
grant execute on function private.valid_targets to authenticated, service_role;

create table public.scheduled_exports (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  owner_id uuid default auth.uid() references auth.users (id) on delete set null,
  name text not null check (char_length(name) <= 120 and name ~ '\S' and name !~ '[[:cntrl:]]'),
  report_type text not null check (report_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  filters jsonb not null default '{}' check (jsonb_typeof(filters) = 'object' and pg_column_size(filters) <= 16384),
  columns text[] check (cardinality(columns) between 1 and 500 and pg_column_size(columns) <= 32768),
  sort jsonb not null default '[]' check (jsonb_typeof(sort) = 'array' and pg_column_size(sort) <= 4096),
  row_limit bigint check (row_limit between 1 and 100000000),
  format text not null check (format ~ '^[a-z][a-z0-9_]{0,30}$'),
  format_options jsonb not null default '{}' check (jsonb_typeof(format_options) = 'object' and pg_column_size(format_options) <= 4096),
  recurrence text not null check (char_length(recurrence) between 1 and 500),
  timezone text not null default 'UTC' check (private.is_timezone(timezone)),
  starts_at timestamptz check (starts_at between '1970-01-01Z' and '9999-12-31Z'),
  ends_at timestamptz check (ends_at between '1970-01-01Z' and '9999-12-31Z'),
  on_holidays text not null default 'run' check (on_holidays in ('run', 'skip', 'next_business_day')),
  targets jsonb not null check (private.valid_targets(targets)),
  catch_up text not null default 'latest' check (catch_up in ('skip', 'latest', 'all')),
  catch_up_window_hours smallint not null default 24 check (catch_up_window_hours between 1 and 720),
  when_empty text not null default 'send' check (when_empty in ('send', 'skip', 'fail')),
  when_unchanged text not null default 'send' check (when_unchanged in ('send', 'skip')),
  status text not null default 'active' check (status in ('active', 'paused', 'failed', 'ended')),
  status_reason text,
  idempotency_key text check (char_length(idempotency_key) between 1 and 255),
  version integer not null default 1,
  planned_through timestamptz not null default now(),
  active_since timestamptz not null default now(),
  next_run_at timestamptz default '-infinity',
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, idempotency_key),
  check (ends_at > starts_at)
);
create index scheduled_exports_due_idx on public.scheduled_exports (next_run_at)
  where status = 'active' and deleted_at is null;
create index scheduled_exports_organization_id_idx on public.scheduled_exports (organization_id, created_at desc, id desc)
  where deleted_at is null;
create index scheduled_exports_owner_id_idx on public.scheduled_exports (owner_id);

comment on table public.scheduled_exports is 'A schedule (the dashboard says: scheduled job).';
comment on column public.scheduled_exports.id is 'Identifier.';
comment on column public.scheduled_exports.organization_id is 'The tenant. Never changes.';
comment on column public.scheduled_exports.owner_id is 'The user under whose row-level security the report runs; null when that user is gone.';
comment on column public.scheduled_exports.name is 'Shown in lists and mails.';
comment on column public.scheduled_exports.report_type is 'Name of a view in the schema reports.';
comment on column public.scheduled_exports.filters is 'Conditions by column of the report.';
comment on column public.scheduled_exports.columns is 'Columns to write, in this order; null for all.';
comment on column public.scheduled_exports.sort is 'Order: [{"column", "direction": "asc" | "desc"}].';
comment on column public.scheduled_exports.row_limit is 'At most so many rows; reaching it is said in history and mail.';
comment on column public.scheduled_exports.format is 'Id of a file format.';
comment on column public.scheduled_exports.format_options is 'Options of that format.';
comment on column public.scheduled_exports.recurrence is 'A 5-field cron expression or one RRULE: line, read in the schedule''s zone.';
comment on column public.scheduled_exports.timezone is 'IANA zone of the wall clock that the recurrence means.';
comment on column public.scheduled_exports.starts_at is 'No occurrence before this instant.';
comment on column public.scheduled_exports.ends_at is 'No occurrence after this instant; then the schedule ends.';
comment on column public.scheduled_exports.on_holidays is 'On a holiday: run, skip, or next_business_day.';
comment on column public.scheduled_exports.targets is 'Where the file goes: [{"method": "email", "to": ["a@b.example"]}, {"method": "download"}].';
comment on column public.scheduled_exports.catch_up is 'Missed occurrences: skip them, run the latest, or run all within the window.';
comment on column public.scheduled_exports.catch_up_window_hours is 'How old a missed occurrence may be to be caught up by "all", in hours.';
comment on column public.scheduled_exports.when_empty is 'A report without rows: send, skip or fail.';
comment on column public.scheduled_exports.when_unchanged is 'The same rows as last time: send or skip.';
comment on column public.scheduled_exports.status is 'active, paused (by a person), failed (stopped after failures) or ended (no further occurrence).';
comment on column public.scheduled_exports.status_reason is 'Why the status is not active, as a code.';
comment on column public.scheduled_exports.idempotency_key is 'The Idempotency-Key that made the row.';
comment on column public.scheduled_exports.version is 'Counts changes by people; the ETag.';
comment on column public.scheduled_exports.planned_through is 'The cursor: occurrences up to here have been planned.';
comment on column public.scheduled_exports.active_since is 'When it was made or last resumed; failures of runs planned before do not count against it.';
comment on column public.scheduled_exports.next_run_at is 'Next occurrence; -infinity while not computed, null when there is none.';
comment on column public.scheduled_exports.deleted_at is 'When it was deleted; the row stays for its history.';
comment on column public.scheduled_exports.created_at is 'When the row was made.';
comment on column public.scheduled_exports.updated_at is 'When a person or its status last changed it.';

-- rules -----------------------------------------------------------------------------------------------------------

create or replace function private.is_user_request() returns boolean
language sql stable set search_path = '' as $$
  select current_user in ('anon', 'authenticated')
$$;
comment on function private.is_user_request is 'True when a signed-in user acts, false for the service. Only meaningful where the caller is not a definer function.';
grant execute on function private.is_user_request to authenticated, service_role;

-- Definer, because it reads addresses of members.
create or replace function private.outside_recipient(organization_id uuid, targets jsonb) returns text
language sql stable security definer set search_path = '' as $$
  select address
  from jsonb_array_elements(targets) t
    cross join lateral jsonb_array_elements_text(case when t ->> 'method' = 'email' then t -> 'to' else '[]' end) address
    join public.organizations o on o.id = outside_recipient.organization_id
  where not o.allow_outside_recipients
    and not lower(substring(address from '[^@]*$')) = any (o.allowed_domains)
    and not exists (
      select from public.memberships m join auth.users u on u.id = m.user_id
      where m.organization_id = o.id and lower(u.email) = lower(address))
  limit 1
$$;
comment on function private.outside_recipient is 'The first mail address to which the organisation may not send, if any.';
grant execute on function private.outside_recipient to service_role;

create or replace function private.check_recipients() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  outsider text := private.outside_recipient(new.organization_id, new.targets);
begin
  if outsider is not null then
    raise exception 'This organisation sends only to its members and allowed domains, not to %.', outsider
      using errcode = 'SX422', detail = 'targets';
  end if;
  return null;
end $$;
comment on function private.check_recipients is 'Trigger: refuses recipients to whom the organisation may not send.';
-- After the row-level check, or its message would tell strangers who belongs to an organisation.
create trigger scheduled_exports_check_recipients
  after insert or update of targets on public.scheduled_exports
  for each row execute function private.check_recipients();

create or replace function private.heir_of(organization_id uuid, leaver uuid) returns uuid
language sql stable set search_path = '' as $$
  select m.user_id
  from public.memberships m join public.organizations o on o.id = m.organization_id
  where m.organization_id = heir_of.organization_id and m.user_id <> leaver
    and m.role in ('owner', 'admin') and o.on_owner_leaves = 'transfer'
  order by private.role_rank(m.role) desc, m.created_at, m.id
  limit 1
$$;
comment on function private.heir_of is 'Who takes over the schedules of a member who leaves: an owner, else an admin; null where nobody does.';
grant execute on function private.heir_of to service_role;

create or replace function private.guard_scheduled_export() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if private.is_user_request() then
      if new.status not in ('active', 'paused') then
        raise exception 'A new schedule is active or paused.' using errcode = 'SX422', detail = 'status';
      end if;
      -- Two creations at once would otherwise both see room for one more.
      perform pg_advisory_xact_lock(hashtextextended('scheduled_exports:' || new.organization_id, 0));
      if (select count(*) from public.scheduled_exports s where s.organization_id = new.organization_id and s.deleted_at is null) >= 1000 then
        raise exception 'An organisation holds at most 1,000 schedules.' using errcode = 'SX422', detail = 'organization_id';
      end if;
    end if;
    return new;
  end if;

  if private.is_user_request() and new.status is distinct from old.status and not (
    (old.status = 'active' and new.status = 'paused') or (old.status <> 'active' and new.status = 'active')
  ) then
    raise exception 'A schedule that is % cannot become %.', old.status, new.status using errcode = 'SX422', detail = 'status';
  end if;

  -- An account that is deleted sets this null before its memberships go.
  if new.owner_id is null and old.owner_id is not null and new.deleted_at is null then
    new.owner_id := private.heir_of(new.organization_id, old.owner_id);
    if new.owner_id is null and new.status = 'active' then
      new.status := 'paused';
      new.status_reason := 'owner_left';
    end if;
  end if;

  if (new.recurrence, new.timezone, new.starts_at, new.ends_at, new.on_holidays)
      is distinct from (old.recurrence, old.timezone, old.starts_at, old.ends_at, old.on_holidays)
    or (new.status = 'active' and old.status <> 'active') then
    new.planned_through := now();
    new.next_run_at := '-infinity';
  end if;
  if new.status = 'active' and old.status <> 'active' then
    new.active_since := now();
  end if;
  if new.status = 'active' or (private.is_user_request() and new.status is distinct from old.status) then
    new.status_reason := null;
  end if;

  if (to_jsonb(new) - array['planned_through', 'active_since', 'next_run_at', 'version', 'updated_at'])
      is distinct from (to_jsonb(old) - array['planned_through', 'active_since', 'next_run_at', 'version', 'updated_at']) then
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end $$;
comment on function private.guard_scheduled_export is 'Holds the status transitions of docs/semantics.md and keeps cursor, version and updated_at.';
create trigger scheduled_exports_guard before insert or update on public.scheduled_exports
  for each row execute function private.guard_scheduled_export();

create trigger scheduled_exports_audit after insert or update or delete on public.scheduled_exports
  for each row execute function private.audit_change('created_at', 'updated_at', 'version', 'planned_through', 'active_since', 'next_run_at');

-- row-level security ----------------------------------------------------------------------------------------------

alter table public.scheduled_exports enable row level security;
revoke all on public.scheduled_exports from public, anon, authenticated;
grant select on public.scheduled_exports to authenticated;
grant insert (organization_id, name, report_type, filters, columns, sort, row_limit, format, format_options, recurrence,
    timezone, starts_at, ends_at, on_holidays, targets, catch_up, catch_up_window_hours, when_empty, when_unchanged,
    status, idempotency_key)
  on public.scheduled_exports to authenticated;
grant update (name, report_type, filters, columns, sort, row_limit, format, format_options, recurrence,
    timezone, starts_at, ends_at, on_holidays, targets, catch_up, catch_up_window_hours, when_empty, when_unchanged, status)
  on public.scheduled_exports to authenticated;
grant all on public.scheduled_exports to service_role;

create policy "Schedules are visible to members" on public.scheduled_exports
  for select to authenticated
  using (deleted_at is null and organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Schedules are made by editors for themselves" on public.scheduled_exports
  for insert to authenticated
  with check (owner_id = (select auth.uid()) and organization_id = any (array(select private.organization_ids('editor'))));
create policy "Schedules are changed by their owner or an admin" on public.scheduled_exports
  for update to authenticated
  using (deleted_at is null and (
    organization_id = any (array(select private.organization_ids('admin')))
    or (owner_id = (select auth.uid()) and organization_id = any (array(select private.organization_ids('editor'))))))
  with check (
    organization_id = any (array(select private.organization_ids('admin')))
    or (owner_id = (select auth.uid()) and organization_id = any (array(select private.organization_ids('editor')))));
