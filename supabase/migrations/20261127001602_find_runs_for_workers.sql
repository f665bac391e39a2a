-- Runs that only a long-lived worker may take wait in a line of their own: whatever their number, they keep no other run of their
-- organisation from the queue.
create index export_runs_line_for_worker_idx on public.export_runs (organization_id, run_after, scheduled_for)
  where stage = 'waiting' and needs_worker;
