-- A run is begun by the thousand, and changing an indexed column writes the row anew in every index. So indexes go by the stage of a
-- run: taking it from the queue, its heartbeats and its progress change none of them, and stay on the page of the row.

drop index public.export_runs_one_active_key, public.export_runs_queue_idx, public.export_runs_waiting_idx, public.export_runs_lease_idx,
  public.export_runs_line_idx, public.export_runs_not_begun_idx, public.export_runs_occurrence_key, public.export_runs_scheduled_export_id_idx,
  public.export_runs_decided_idx;

alter table public.export_runs add column stage text generated always as (case
  when status = 'waiting' then 'waiting'
  when status in ('queued', 'running') then 'active'
  when status in ('succeeded', 'partially_delivered', 'failed') then 'decided' end) stored;
comment on column public.export_runs.stage is 'What indexes know of the status: waiting, active (queued or running) or decided (by its report or its deliveries).';

-- Room on each page for what changes there.
alter table public.export_runs set (fillfactor = 70);

-- An occurrence gives at most one run, by hand there may be more; and the history of a schedule is read by it.
create unique index export_runs_occurrence_key
  on public.export_runs (scheduled_export_id, scheduled_for, (case when trigger <> 'schedule' then id end)) nulls not distinct;
-- A schedule has at most one run that is queued or running; the same index counts those of an organisation.
create unique index export_runs_one_active_key on public.export_runs (organization_id, scheduled_export_id) where stage = 'active';
create index export_runs_queue_idx on public.export_runs (turn, run_after) where stage = 'active';
create index export_runs_waiting_idx on public.export_runs (run_after) where stage = 'waiting';
-- The line of an organisation, oldest first; and what is not over of a schedule, which may have a long history.
create index export_runs_line_idx on public.export_runs (organization_id, run_after, scheduled_for) where stage = 'waiting';
create index export_runs_open_idx on public.export_runs (scheduled_export_id, scheduled_for) where stage in ('waiting', 'active');
create index export_runs_decided_idx on public.export_runs (scheduled_export_id, scheduled_for desc, id desc) where stage = 'decided';

create or replace function private.queue_at_once(run_id uuid) returns void
language sql set search_path = '' as $$
  update public.export_runs r
  set status = 'queued', turn = 1 + (
    select count(*) from public.export_runs q where q.organization_id = r.organization_id and q.stage = 'active')
  where r.id = queue_at_once.run_id and r.stage = 'waiting' and not exists (
    select from public.export_runs a where a.organization_id = r.organization_id and a.scheduled_export_id = r.scheduled_export_id
      and a.stage = 'active')
$$;

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
    where r.scheduled_export_id = stop_runs.scheduled_export_id and r.stage in ('waiting', 'active') and r.status <> 'running';
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

-- The streak of failures in the overview goes by the index too.
grant select (stage) on public.export_runs to authenticated;
do $$
declare
  text_before text := pg_get_viewdef('public.scheduled_export_overviews'::regclass);
  text_after text := replace(text_before, $q$r.status = ANY (ARRAY['succeeded'::text, 'partially_delivered'::text, 'failed'::text])$q$, $q$r.stage = 'decided'::text$q$);
begin
  if text_after = text_before then raise exception 'The view scheduled_export_overviews reads no decided runs.'; end if;
  execute 'create or replace view public.scheduled_export_overviews with (security_invoker = true) as ' || text_after;
end $$;
