-- An edit moves the cursor to now, so what is due by the old rule must have been planned first: nothing due is ever lost.

create or replace function private.keep_what_is_due() returns trigger
language plpgsql set search_path = '' as $$
begin
  if private.is_user_request() then
    raise exception 'A run of this job is due and is being planned. Try again in a moment.' using errcode = 'SX409';
  end if;
  return new;
end $$;
comment on function private.keep_what_is_due is 'Trigger: refuses people a new recurrence while an occurrence of the old one waits to be planned. Our API plans it first.';
create trigger scheduled_exports_keep_what_is_due before update on public.scheduled_exports
  for each row when (
    old.status = 'active' and new.status = 'active' and old.deleted_at is null and new.deleted_at is null
    and old.next_run_at > '-infinity' and old.next_run_at <= now()
    and (new.recurrence, new.timezone, new.starts_at, new.ends_at, new.on_holidays)
      is distinct from (old.recurrence, old.timezone, old.starts_at, old.ends_at, old.on_holidays))
  execute function private.keep_what_is_due();

-- Failures in a row and the last file that was sent are read newest first; a schedule whose runs are nearly all skipped as empty
-- has a long history between them.
create index export_runs_decided_idx on public.export_runs (scheduled_export_id, scheduled_for desc, id desc)
  where status in ('succeeded', 'partially_delivered', 'failed');
