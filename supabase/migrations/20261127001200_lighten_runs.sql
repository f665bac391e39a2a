-- What a run costs the queue: a change of its row calls no trigger, and finds room on the row's own page.

-- A trigger before an update has every row locked and logged once more, even if it does nothing. Nobody asked when a run last changed:
-- created_at, run_after, started_at, retried_at, cancel_requested_at and finished_at say what happened when.
drop trigger export_runs_touch on public.export_runs;
alter table public.export_runs drop column updated_at;

drop trigger export_runs_keep_definition on public.export_runs;
create trigger export_runs_keep_definition after update of definition on public.export_runs
  for each row when (new.definition is distinct from old.definition) execute function private.keep_definition();

-- Runs that were planned together are claimed together: the page has room for a second version of each of its rows, so that all of them
-- stay there, and no index hears of it.
alter table public.export_runs set (fillfactor = 50);
