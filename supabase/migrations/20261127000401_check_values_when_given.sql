-- Two checks of a schedule cost more than everything else that moving its cursor does, and PostgreSQL repeats every check for
-- every change. As a trigger they run when their column is written.

alter table public.scheduled_exports drop constraint scheduled_exports_targets_check, drop constraint scheduled_exports_timezone_check;

create or replace function private.check_scheduled_export() returns trigger
language plpgsql set search_path = '' as $$
declare
  broken text := case
    when not private.is_timezone(new.timezone) then 'scheduled_exports_timezone_check'
    when not private.valid_targets(new.targets) then 'scheduled_exports_targets_check' end;
begin
  if broken is not null then
    raise exception 'new row for relation "scheduled_exports" violates check constraint "%"', broken
      using errcode = '23514', schema = 'public', table = 'scheduled_exports', constraint = broken;
  end if;
  return new;
end $$;
comment on function private.check_scheduled_export is 'Trigger: zone and targets are as the comments of their columns say. It fails as a check constraint does.';
create trigger scheduled_exports_check before insert or update of timezone, targets on public.scheduled_exports
  for each row execute function private.check_scheduled_export();
