-- The audit log: append-only, written in the same transaction as the change it tells of.

create table public.audit_log (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity unique,
  organization_id uuid,
  occurred_at timestamptz not null default clock_timestamp(),
  actor_type text not null check (actor_type in ('user', 'token', 'system')),
  actor_id uuid,
  actor_label text not null,
  action text not null,
  table_name text not null,
  row_id uuid,
  before jsonb,
  after jsonb,
  request_id text
);
create index audit_log_organization_id_idx on public.audit_log (organization_id, sequence desc);
create index audit_log_row_id_idx on public.audit_log (row_id, sequence desc);
create index audit_log_occurred_at_idx on public.audit_log using brin (occurred_at);
comment on table public.audit_log is 'Who changed or took what, when. Rows are never changed; retention removes them through private.purge_audit_log alone.';
comment on column public.audit_log.id is 'Identifier.';
comment on column public.audit_log.sequence is 'Order of writing.';
comment on column public.audit_log.organization_id is 'The organisation concerned; no foreign key, so that the record outlives it.';
comment on column public.audit_log.occurred_at is 'When, by the clock of the database.';
comment on column public.audit_log.actor_type is 'user, token (an API token of a user) or system.';
comment on column public.audit_log.actor_id is 'The user or token; null for the system.';
comment on column public.audit_log.actor_label is 'The actor in words at that time: an address, or the name of the process.';
comment on column public.audit_log.action is 'insert, update, delete, or a named event such as download.';
comment on column public.audit_log.table_name is 'The table changed.';
comment on column public.audit_log.row_id is 'The row changed.';
comment on column public.audit_log.before is 'Changed columns before.';
comment on column public.audit_log.after is 'Changed columns after.';
comment on column public.audit_log.request_id is 'The request that caused it.';

alter table public.audit_log enable row level security;
revoke all on public.audit_log from public, anon, authenticated, service_role;
grant select on public.audit_log to authenticated, service_role;
create policy "The audit log is read by admins" on public.audit_log
  for select to authenticated using (organization_id = any (array(select private.organization_ids('admin'))));

create or replace function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and current_setting('app.purging_audit_log', true) = 'on' then return null; end if;
  raise exception 'The audit log cannot be changed.' using errcode = '42501';
end $$;
comment on function private.refuse_audit_change is 'Trigger: keeps the audit log append-only, for its owner too.';
-- Per statement, so that a change is refused even where it would find no row.
create trigger audit_log_is_append_only before update or delete or truncate on public.audit_log
  for each statement execute function private.refuse_audit_change();

create or replace function private.current_actor(out type text, out id uuid, out label text)
language plpgsql stable security definer set search_path = '' as $$
declare
  setting text := nullif(current_setting('app.actor', true), '');
begin
  id := (select auth.uid());
  if id is not null then
    type := 'user';
  -- Whoever reaches SQL as a user could set app.actor too, so it counts only where no user role is in force. That role
  -- stays visible inside definer functions, unlike current_user.
  elsif setting is not null and current_setting('role') in ('none', 'postgres', 'service_role') then
    if setting like 'user:%' then
      type := 'user';
      id := substr(setting, 6)::uuid;
    else
      type := 'system';
      label := setting;
    end if;
  else
    type := 'system';
    label := 'database role ' || coalesce(nullif(current_setting('role'), 'none'), session_user);
  end if;
  if type = 'user' then
    label := coalesce((select u.email from auth.users u where u.id = current_actor.id), id::text);
  end if;
end $$;
comment on function private.current_actor is 'Who is behind the current transaction: the signed-in user, or what a service transaction said by app.actor.';

create or replace function private.current_request_id() returns text
language sql stable set search_path = '' as $$
  select coalesce(
    nullif(current_setting('app.request_id', true), ''),
    left(nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-request-id', 100))
$$;
comment on function private.current_request_id is 'The request that caused the current transaction: said by the service, or a header of the API.';

create or replace function private.record_audit(
  organization_id uuid, action text, table_name text, row_id uuid, before jsonb default null, after jsonb default null
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  actor record;
begin
  select * into actor from private.current_actor();
  insert into public.audit_log (organization_id, actor_type, actor_id, actor_label, action, table_name, row_id, before, after, request_id)
  values (record_audit.organization_id, actor.type, actor.id, actor.label, record_audit.action, record_audit.table_name,
          record_audit.row_id, record_audit.before, record_audit.after, private.current_request_id());
end $$;
comment on function private.record_audit is 'Writes one audit row for what no trigger sees, such as a download. For service roles only.';
grant execute on function private.record_audit to service_role;

-- Arguments: columns whose change is bookkeeping, not an act. That a secret changed is told, its value is not.
create or replace function private.audit_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  row_before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - tg_argv end;
  row_after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - tg_argv end;
  subject jsonb := coalesce(row_after, row_before);
  changed text[];
begin
  if tg_op = 'UPDATE' then
    select array_agg(a.key) into changed
    from jsonb_each(row_after) a where a.value is distinct from row_before -> a.key;
    if changed is null then return null; end if;
    row_before := (select jsonb_object_agg(b.key, b.value) from jsonb_each(row_before) b where b.key = any (changed));
    row_after := (select jsonb_object_agg(a.key, a.value) from jsonb_each(row_after) a where a.key = any (changed));
  end if;
  if row_before ? 'ciphertext' then row_before := row_before || '{"ciphertext": "***"}'; end if;
  if row_after ? 'ciphertext' then row_after := row_after || '{"ciphertext": "***"}'; end if;
  perform private.record_audit(
    coalesce((subject ->> 'organization_id')::uuid, case when tg_table_name = 'organizations' then (subject ->> 'id')::uuid end),
    lower(tg_op), tg_table_name, (subject ->> 'id')::uuid, row_before, row_after);
  return null;
end $$;
comment on function private.audit_change is 'Trigger: records the changed columns of a row.';

create or replace function private.purge_audit_log(older_than timestamptz) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  removed bigint;
begin
  if older_than > now() - interval '90 days' then
    raise exception 'The audit log is kept for at least 90 days.' using errcode = '22023';
  end if;
  perform set_config('app.purging_audit_log', 'on', true);
  delete from public.audit_log where occurred_at < older_than;
  get diagnostics removed = row_count;
  perform set_config('app.purging_audit_log', 'off', true);
  perform private.record_audit(null, 'purge', 'audit_log', null, null,
    jsonb_build_object('older_than', older_than, 'removed', removed));
  return removed;
end $$;
comment on function private.purge_audit_log is 'Removes audit rows past their retention, and records that it did.';
grant execute on function private.purge_audit_log to service_role;

create trigger organizations_audit after insert or update or delete on public.organizations
  for each row execute function private.audit_change('created_at', 'updated_at');
create trigger memberships_audit after insert or update or delete on public.memberships
  for each row execute function private.audit_change('created_at', 'updated_at');
