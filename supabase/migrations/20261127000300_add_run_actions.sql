-- What people do with runs: cancel, try again, run now, replay. Runs stay closed to users; these functions are the door.

alter table public.export_runs
  add column retried_at timestamptz,
  add column retried_by uuid references auth.users (id) on delete set null;
create index export_runs_retried_by_idx on public.export_runs (retried_by) where retried_by is not null;
comment on column public.export_runs.retried_at is 'When a person last asked to try it again; its attempts count from there.';
comment on column public.export_runs.retried_by is 'Who asked for that.';
grant select (retried_at, retried_by) on public.export_runs to authenticated;

create or replace function private.may_change_schedule(scheduled_export_id uuid, user_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from public.scheduled_exports s
      join public.memberships m on m.organization_id = s.organization_id and m.user_id = may_change_schedule.user_id
    where s.id = may_change_schedule.scheduled_export_id
      and private.role_rank(m.role) >= private.role_rank(case when s.owner_id = m.user_id then 'editor' else 'admin' end))
$$;
comment on function private.may_change_schedule is 'Whether a user may change a schedule and act on its runs: as its owner who may edit, or as an admin. The policies say the same.';
grant execute on function private.may_change_schedule to service_role;

create or replace function private.queue_at_once(run_id uuid) returns void
language sql set search_path = '' as $$
  update public.export_runs r
  set status = 'queued', turn = 1 + (
    select count(*) from public.export_runs q where q.organization_id = r.organization_id and q.status in ('queued', 'running'))
  where r.id = queue_at_once.run_id and r.status = 'waiting' and not exists (
    select from public.export_runs a where a.scheduled_export_id = r.scheduled_export_id and a.status in ('queued', 'running'))
$$;
comment on function private.queue_at_once is 'Lets a run be claimed without waiting for a tick to queue it, unless another of its schedule is queued or running. The caller holds the schedule''s lock.';
grant execute on function private.queue_at_once to service_role;

create or replace function private.lock_run_to_change(run_id uuid) returns public.export_runs
language plpgsql security definer set search_path = '' as $$
declare
  run public.export_runs;
begin
  select * into run from public.export_runs r
    where r.id = lock_run_to_change.run_id and r.organization_id in (select private.organization_ids('viewer'));
  if not found then
    raise exception 'There is no such run.' using errcode = 'SX404';
  end if;
  -- In the order that every writer keeps: schedule, run, deliveries.
  perform from public.scheduled_exports s where s.id = run.scheduled_export_id for no key update;
  select * into run from public.export_runs r where r.id = run.id for update;
  if not private.may_change_schedule(run.scheduled_export_id, auth.uid()) then
    raise exception 'Only the owner of its schedule or an admin may do this with the run.' using errcode = '42501';
  end if;
  return run;
end $$;
comment on function private.lock_run_to_change is 'A run, locked with its schedule, for a caller who may act on it. Definer, because people have no right to lock it.';

create or replace function private.cancel_run(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  run public.export_runs := private.lock_run_to_change(cancel_run.id);
begin
  if run.status in ('waiting', 'queued') then
    update public.export_runs r set status = 'cancelled', reason = 'cancelled', finished_at = clock_timestamp() where r.id = run.id;
  elsif run.status in ('running', 'delivering') then
    update public.export_runs r set cancel_requested_at = clock_timestamp(), reason = 'cancelled'
      where r.id = run.id and r.cancel_requested_at is null;
    perform private.settle_run(run.id);
  else
    raise exception 'There is nothing left to cancel: the run was already %.',
      case run.status when 'succeeded' then 'delivered' when 'partially_delivered' then 'delivered to some'
        when 'failed' then 'given up' else run.status end
      using errcode = 'SX409';
  end if;
  perform private.record_audit(run.organization_id, 'cancel', 'export_runs', run.id, jsonb_build_object('status', run.status));
end $$;
comment on function private.cancel_run is 'Cancels what waits and what is pending of a run, and asks what runs to stop. A send that began completes.';
grant execute on function private.cancel_run to authenticated;

create or replace function private.retry_run(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  run public.export_runs := private.lock_run_to_change(retry_run.id);
  has_deliveries boolean := exists (select from public.export_deliveries d where d.run_id = run.id);
begin
  if run.status not in ('failed', 'partially_delivered') then
    raise exception 'Only a run that failed or did not reach everyone can be tried again; this one is %.', replace(run.status, '_', ' ')
      using errcode = 'SX409';
  end if;
  if exists (select from public.scheduled_exports s where s.id = run.scheduled_export_id and s.deleted_at is not null) then
    raise exception 'Its schedule was deleted, so the run cannot be tried again.' using errcode = 'SX409';
  end if;
  -- A minute's room, so that retention does not take the file while this transaction ends.
  if has_deliveries and not exists (
    select from public.export_files f
    where f.run_id = run.id and f.status = 'ready' and f.expires_at > clock_timestamp() + interval '1 minute')
  then
    raise exception 'Its file was removed when its retention ended. Replay the run instead.' using errcode = 'SX409';
  end if;

  update public.export_runs r set
    status = case when has_deliveries then 'delivering' else 'waiting' end,
    attempt = case when has_deliveries then r.attempt else 0 end,
    started_at = case when has_deliveries then r.started_at end,
    run_after = clock_timestamp(), needs_worker = false, progress_rows = case when has_deliveries then r.progress_rows end,
    cancel_requested_at = null, reason = null, error_code = null, error_message = null, finished_at = null,
    retried_at = clock_timestamp(), retried_by = auth.uid()
    where r.id = run.id;
  -- Only who did not get it. `uncertain` stays: what may have arrived before may still have.
  update public.export_deliveries d
    set status = 'pending', attempt = 0, run_after = clock_timestamp(), error_code = null, error_message = null
    where d.run_id = run.id and d.status in ('failed', 'bounced', 'cancelled');
  perform private.queue_at_once(run.id);
  perform private.record_audit(run.organization_id, 'retry', 'export_runs', run.id, jsonb_strip_nulls(jsonb_build_object(
    'status', run.status, 'attempt', run.attempt, 'error_code', run.error_code, 'error_message', run.error_message,
    'started_at', run.started_at, 'finished_at', run.finished_at)));
end $$;
comment on function private.retry_run is 'Tries a run again in place, with its own definition: what was delivered stays delivered, and what it failed of before stands in the audit log.';
grant execute on function private.retry_run to authenticated;

create or replace function public.cancel_run(id uuid) returns void
language sql set search_path = '' as $$
  select private.cancel_run(id)
$$;
comment on function public.cancel_run is 'Cancels a run, as the owner of its schedule or an admin.';
grant execute on function public.cancel_run to authenticated;

create or replace function public.retry_run(id uuid) returns void
language sql set search_path = '' as $$
  select private.retry_run(id)
$$;
comment on function public.retry_run is 'Tries a failed or partly delivered run again, as the owner of its schedule or an admin.';
grant execute on function public.retry_run to authenticated;

-- The rule now has one place for functions.
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
  if not private.may_change_schedule(schedule.id, auth.uid()) then
    raise exception 'Only its owner or an admin may delete this scheduled export.' using errcode = '42501';
  end if;
  if expected_version is not null and expected_version <> schedule.version then
    raise exception 'The scheduled export was changed meanwhile.' using errcode = 'SX412';
  end if;
  update public.scheduled_exports s set deleted_at = now() where s.id = schedule.id;
end $$;
