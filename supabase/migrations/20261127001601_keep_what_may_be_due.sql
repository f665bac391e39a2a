-- After an edit the next occurrence is not known until the next plan. A second edit before that moved the cursor once more, and what had
-- come due between the two was lost.

drop trigger scheduled_exports_keep_what_is_due on public.scheduled_exports;
-- Occurrences fall on whole minutes: before the next one begins, nothing that is not planned can be due.
create trigger scheduled_exports_keep_what_is_due before update on public.scheduled_exports
  for each row when (
    old.status = 'active' and new.status = 'active' and old.deleted_at is null and new.deleted_at is null
    and old.next_run_at <= now() and (old.next_run_at > '-infinity' or old.planned_through < date_trunc('minute', now()))
    and (new.recurrence, new.timezone, new.starts_at, new.ends_at, new.on_holidays)
      is distinct from (old.recurrence, old.timezone, old.starts_at, old.ends_at, old.on_holidays))
  execute function private.keep_what_is_due();
comment on function private.keep_what_is_due is 'Trigger: refuses people a new recurrence while an occurrence of the old one waits, or may wait, to be planned. Our API plans it first.';
