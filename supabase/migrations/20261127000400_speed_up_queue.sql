-- Claims, queueing and planning that cost the same however much waits or lies in the history: waiting runs are read by
-- organisation, a change of a run touches fewer indexes, and triggers look only at what people changed.

-- What most rows do not have needs no entry.
alter table public.export_runs drop constraint export_runs_organization_id_idempotency_key_key;
create unique index export_runs_organization_id_idempotency_key_key on public.export_runs (organization_id, idempotency_key)
  where idempotency_key is not null;
drop index public.export_runs_requested_by_idx;
create index export_runs_requested_by_idx on public.export_runs (requested_by) where requested_by is not null;
alter table public.scheduled_exports drop constraint scheduled_exports_organization_id_idempotency_key_key;
create unique index scheduled_exports_organization_id_idempotency_key_key on public.scheduled_exports (organization_id, idempotency_key)
  where idempotency_key is not null;

-- One index holds a schedule to one active run and counts an organisation's; a schedule never changes its organisation.
drop index public.export_runs_one_active_key, public.export_runs_running_idx;
create unique index export_runs_one_active_key on public.export_runs (organization_id, scheduled_export_id)
  where status in ('queued', 'running');
-- The line of an organisation, oldest first; and what has not begun of a schedule, which may have a long history.
create index export_runs_line_idx on public.export_runs (organization_id, run_after, scheduled_for) where status = 'waiting';
create index export_runs_not_begun_idx on public.export_runs (scheduled_export_id, scheduled_for) where status in ('waiting', 'queued');

create or replace function private.queue_at_once(run_id uuid) returns void
language sql set search_path = '' as $$
  update public.export_runs r
  set status = 'queued', turn = 1 + (
    select count(*) from public.export_runs q where q.organization_id = r.organization_id and q.status in ('queued', 'running'))
  where r.id = queue_at_once.run_id and r.status = 'waiting' and not exists (
    select from public.export_runs a where a.organization_id = r.organization_id and a.scheduled_export_id = r.scheduled_export_id
      and a.status in ('queued', 'running'))
$$;

comment on column public.organizations.max_concurrent_runs is 'Most runs at the same time, and most that stand in the queue; the others wait.';
comment on column public.export_runs.status is 'See docs/semantics.md. waiting is not yet claimable, queued is; running holds a lease; delivering has its file.';

-- Whole rows are compared as rows: as jsonb that took most of the time of planning.
create or replace function private.guard_scheduled_export() returns trigger
language plpgsql set search_path = '' as $$
declare
  compared public.scheduled_exports;
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

  if new.status is distinct from old.status and private.is_user_request() and not (
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
  if new.status = 'active' or (new.status is distinct from old.status and private.is_user_request()) then
    new.status_reason := null;
  end if;

  -- Everything but the bookkeeping.
  compared := new;
  compared.planned_through := old.planned_through;
  compared.active_since := old.active_since;
  compared.next_run_at := old.next_run_at;
  compared.version := old.version;
  compared.updated_at := old.updated_at;
  if compared is distinct from old then
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end $$;

-- The guard counts up `version` exactly when there is something to record.
drop trigger scheduled_exports_audit on public.scheduled_exports;
create trigger scheduled_exports_audit after insert or delete on public.scheduled_exports
  for each row execute function private.audit_change('created_at', 'updated_at', 'version', 'planned_through', 'active_since', 'next_run_at');
create trigger scheduled_exports_audit_update after update on public.scheduled_exports
  for each row when (new.version <> old.version)
  execute function private.audit_change('created_at', 'updated_at', 'version', 'planned_through', 'active_since', 'next_run_at');
