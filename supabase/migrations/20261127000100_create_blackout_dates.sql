-- An organisation's own days off, beside the public holidays of its country, and what they did to a run.

create table public.blackout_dates (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (char_length(name) <= 120 and name ~ '\S' and name !~ '[[:cntrl:]]'),
  starts_on date not null check (starts_on between '1970-01-01' and '9999-12-31'),
  ends_on date not null check (ends_on between '1970-01-01' and '9999-12-31'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, starts_on, ends_on),
  check (ends_on - starts_on between 0 and 365)
);
create index blackout_dates_ends_on_idx on public.blackout_dates (organization_id, ends_on);
comment on table public.blackout_dates is 'Days on which an organisation counts as closed, beside its country''s public holidays.';
comment on column public.blackout_dates.id is 'Identifier.';
comment on column public.blackout_dates.organization_id is 'The organisation.';
comment on column public.blackout_dates.name is 'What the days are, shown in previews and in the history.';
comment on column public.blackout_dates.starts_on is 'The first day, in each schedule''s own zone.';
comment on column public.blackout_dates.ends_on is 'The last day, at most a year later.';
comment on column public.blackout_dates.created_at is 'When the row was made.';
comment on column public.blackout_dates.updated_at is 'When the row last changed.';

create or replace function private.guard_blackout_dates() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- Two additions at once would otherwise both see room for one more.
  perform pg_advisory_xact_lock(hashtextextended('blackout_dates:' || new.organization_id, 0));
  if (select count(*) from public.blackout_dates b where b.organization_id = new.organization_id) >= 500 then
    raise exception 'An organisation holds at most 500 blackout dates.' using errcode = 'SX422', detail = 'starts_on';
  end if;
  return new;
end $$;
comment on function private.guard_blackout_dates is 'Trigger: bounds an organisation''s calendar, which planning reads whole.';
create trigger blackout_dates_guard before insert on public.blackout_dates
  for each row execute function private.guard_blackout_dates();
create trigger blackout_dates_touch before update on public.blackout_dates
  for each row execute function private.touch_updated_at();
create trigger blackout_dates_audit after insert or update or delete on public.blackout_dates
  for each row execute function private.audit_change('created_at', 'updated_at');

alter table public.blackout_dates enable row level security;
revoke all on public.blackout_dates from public, anon, authenticated;
grant select, delete on public.blackout_dates to authenticated;
grant insert (organization_id, name, starts_on, ends_on) on public.blackout_dates to authenticated;
grant all on public.blackout_dates to service_role;

create policy "Blackout dates are visible to members" on public.blackout_dates
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Blackout dates are added by admins" on public.blackout_dates
  for insert to authenticated with check (organization_id = any (array(select private.organization_ids('admin'))));
create policy "Blackout dates are removed by admins" on public.blackout_dates
  for delete to authenticated using (organization_id = any (array(select private.organization_ids('admin'))));

-- what a holiday did to a run --------------------------------------------------------------------------------------

alter table public.export_runs
  add column holiday text check (char_length(holiday) <= 200),
  add column moved_to timestamptz;
comment on column public.export_runs.holiday is 'The holiday or blackout on which the occurrence fell, where that skipped or moved it.';
comment on column public.export_runs.moved_to is 'The instant on the next business day to which a holiday moved it; lateness counts from here.';
grant select (holiday, moved_to) on public.export_runs to authenticated;
-- Planning asks which days already have a moved run.
create index export_runs_moved_to_idx on public.export_runs (scheduled_export_id, moved_to) where moved_to is not null;
