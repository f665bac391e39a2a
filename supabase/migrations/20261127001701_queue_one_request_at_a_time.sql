-- Two requests at the same moment counted the same runs before them, took the same turn, and ran beside each other past the cap.
create or replace function private.queue_at_once(run_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  -- Held to the end of the transaction; a function of plpgsql, since each of its statements sees what was committed meanwhile.
  perform pg_advisory_xact_lock(hashtextextended('queue_at_once:' || r.organization_id, 0))
    from public.export_runs r where r.id = queue_at_once.run_id;
  update public.export_runs r
  set status = 'queued', turn = 1 + (
    select count(*) from public.export_runs q where q.organization_id = r.organization_id and q.stage = 'active')
  where r.id = queue_at_once.run_id and r.stage = 'waiting' and not exists (
    select from public.export_runs a where a.organization_id = r.organization_id and a.scheduled_export_id = r.scheduled_export_id
      and a.stage = 'active');
end $$;
comment on function private.queue_at_once is 'Lets a run be claimed without waiting for a tick to queue it, unless another of its schedule is queued or running. Requests of one organisation go one after the other, so that each has a turn of its own. The caller holds the schedule''s lock.';
