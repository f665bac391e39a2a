-- Organisations, memberships, profiles, and the helpers that every policy uses.
-- Users may talk to PostgREST directly, so nothing here relies on application code.

create schema if not exists private;
comment on schema private is 'Helpers and triggers. Not exposed through the API.';
grant usage on schema private to authenticated, service_role;

-- Hosted projects grant everything new in public to both roles; here each grant is said.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke execute on functions from anon, authenticated;
-- Not per schema: that could not take away what PUBLIC gets everywhere.
alter default privileges revoke execute on functions from public;

create or replace function private.is_timezone(name text) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  -- PostgreSQL would also take abbreviations such as EST, which never change their clocks, and POSIX rules such as Any/Thing+3.
  if name !~ '^([A-Za-z_]+(/[A-Za-z_]+(-[A-Za-z_]+)*)+|UTC|GMT|Etc/GMT(0|\+(\d|1[0-2])|-(\d|1[0-4])))$'
    or name ~* '^(posix|right)/' then
    return false;
  end if;
  perform timestamp '2000-01-01' at time zone name;
  return true;
exception when invalid_parameter_value then
  return false;
end $$;
comment on function private.is_timezone is 'True for an IANA time zone name.';
grant execute on function private.is_timezone to authenticated, service_role;

create or replace function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.touch_updated_at is 'Trigger: notes when a row changed.';

-- organizations ---------------------------------------------------------------------------------------------------

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) <= 120 and name ~ '\S' and name !~ '[[:cntrl:]]'),
  retention_days integer not null default 30 check (retention_days between 1 and 3650),
  week_starts_on smallint not null default 1 check (week_starts_on between 1 and 7),
  timezone text not null default 'UTC' check (private.is_timezone(timezone)),
  holiday_country text check (holiday_country ~ '^[A-Z]{2}$'),
  max_concurrent_runs integer not null default 4 check (max_concurrent_runs between 1 and 100),
  allow_outside_recipients boolean not null default false,
  allowed_domains text[] not null default '{}' check (cardinality(allowed_domains) <= 100),
  on_owner_leaves text not null default 'transfer' check (on_owner_leaves in ('transfer', 'pause')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.organizations is 'A tenant: its people, schedules and settings.';
comment on column public.organizations.id is 'Identifier.';
comment on column public.organizations.name is 'Shown in the dashboard and as the sender of mails.';
comment on column public.organizations.retention_days is 'Days for which export files are kept.';
comment on column public.organizations.week_starts_on is 'First day of a reporting week, 1 = Monday to 7 = Sunday (ISO 8601).';
comment on column public.organizations.timezone is 'IANA zone offered for new schedules.';
comment on column public.organizations.holiday_country is 'ISO 3166 country whose public holidays count; null for none.';
comment on column public.organizations.max_concurrent_runs is 'Soft cap on runs at the same time.';
comment on column public.organizations.allow_outside_recipients is 'Whether files may go to addresses of neither a member nor an allowed domain. Set by the operator, who may also change the default of this column.';
comment on column public.organizations.allowed_domains is 'Mail domains that count as inside, in lower case. Set by the operator.';
comment on column public.organizations.on_owner_leaves is 'What happens to schedules of a member who is removed: transfer to an owner or admin, or pause.';
comment on column public.organizations.created_at is 'When the row was made.';
comment on column public.organizations.updated_at is 'When the row last changed.';

-- profiles --------------------------------------------------------------------------------------------------------

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null default '' check (char_length(display_name) <= 120 and display_name !~ '[[:cntrl:]]'),
  timezone text not null default 'UTC' check (private.is_timezone(timezone)),
  hour_cycle text not null default 'h23' check (hour_cycle in ('h12', 'h23')),
  home_organization_id uuid references public.organizations (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index profiles_home_organization_id_idx on public.profiles (home_organization_id);
comment on table public.profiles is 'What a person chose about how the product shows itself to them.';
comment on column public.profiles.id is 'The user.';
comment on column public.profiles.display_name is 'Name shown to colleagues.';
comment on column public.profiles.timezone is 'IANA zone in which times are shown.';
comment on column public.profiles.hour_cycle is '12 or 24 hour clock.';
comment on column public.profiles.home_organization_id is 'The personal organisation: used when a request names no other.';
comment on column public.profiles.created_at is 'When the row was made.';
comment on column public.profiles.updated_at is 'When the row last changed.';

-- memberships -----------------------------------------------------------------------------------------------------

create table public.memberships (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, organization_id)
);
create index memberships_organization_id_idx on public.memberships (organization_id);
comment on table public.memberships is 'Who belongs to which organisation, and as what.';
comment on column public.memberships.id is 'Identifier.';
comment on column public.memberships.organization_id is 'The organisation.';
comment on column public.memberships.user_id is 'The member.';
comment on column public.memberships.role is 'viewer reads; editor also schedules and changes own schedules; admin changes all schedules and settings; owner as admin, and cannot be locked out.';
comment on column public.memberships.created_at is 'When the row was made.';
comment on column public.memberships.updated_at is 'When the row last changed.';

create or replace function private.role_rank(role text) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select array_position(array['viewer', 'editor', 'admin', 'owner'], role)
$$;
comment on function private.role_rank is '1 for viewer to 4 for owner.';
grant execute on function private.role_rank to authenticated, service_role;

create or replace function private.organization_ids(minimum_role text) returns setof uuid
language sql stable parallel safe security definer set search_path = '' as $$
  select m.organization_id
  from public.memberships m
  where m.user_id = (select auth.uid())
    and private.role_rank(m.role) >= private.role_rank(minimum_role)
$$;
comment on function private.organization_ids is 'Organisations in which the caller has at least this role. Definer, so that policies on memberships do not recurse.';
grant execute on function private.organization_ids to authenticated, service_role;

create or replace function private.colleague_ids() returns setof uuid
language sql stable parallel safe security definer set search_path = '' as $$
  select m.user_id
  from public.memberships m
  where m.organization_id in (select private.organization_ids('viewer'))
$$;
comment on function private.colleague_ids is 'Users who share an organisation with the caller.';
grant execute on function private.colleague_ids to authenticated, service_role;

-- row-level security: `= any (array(...))` runs the helper once per query and can use an index --------------------

alter table public.organizations enable row level security;
alter table public.profiles enable row level security;
alter table public.memberships enable row level security;

revoke all on public.organizations, public.profiles, public.memberships from public, anon, authenticated;
grant select on public.organizations, public.memberships, public.profiles to authenticated;
grant update (name, retention_days, week_starts_on, timezone, holiday_country, on_owner_leaves)
  on public.organizations to authenticated;
grant update (display_name, timezone, hour_cycle) on public.profiles to authenticated;
grant all on public.organizations, public.profiles, public.memberships to service_role;

create policy "Organisations are visible to their members" on public.organizations
  for select to authenticated using (id = any (array(select private.organization_ids('viewer'))));
create policy "Organisations are edited by their admins" on public.organizations
  for update to authenticated
  using (id = any (array(select private.organization_ids('admin'))))
  with check (id = any (array(select private.organization_ids('admin'))));

create policy "Profiles are visible to colleagues" on public.profiles
  for select to authenticated
  using (id = (select auth.uid()) or id = any (array(select private.colleague_ids())));
create policy "Profiles are edited by their person" on public.profiles
  for update to authenticated
  using (id = (select auth.uid())) with check (id = (select auth.uid()));

create policy "Memberships are visible within the organisation" on public.memberships
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));

create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();
create trigger profiles_touch before update on public.profiles
  for each row execute function private.touch_updated_at();
create trigger memberships_touch before update on public.memberships
  for each row execute function private.touch_updated_at();

-- signing up ------------------------------------------------------------------------------------------------------

create or replace function private.handle_new_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  -- Without control characters, because it becomes the sender of mails; some sign up without an address.
  person text := coalesce(
    nullif(btrim(left(regexp_replace(new.raw_user_meta_data ->> 'display_name', '[[:cntrl:]]', ' ', 'g'), 100)), ''),
    nullif(left(split_part(new.email, '@', 1), 100), ''),
    'Personal');
  zone text := coalesce(new.raw_user_meta_data ->> 'timezone', 'UTC');
  home uuid;
begin
  -- The audit log names the new user, who has no session yet.
  perform set_config('app.actor', 'user:' || new.id, true);
  if not private.is_timezone(zone) then zone := 'UTC'; end if;
  insert into public.organizations (name, timezone) values (person, zone) returning id into home;
  insert into public.profiles (id, display_name, timezone, home_organization_id) values (new.id, person, zone, home);
  insert into public.memberships (organization_id, user_id, role) values (home, new.id, 'owner');
  return new;
end $$;
comment on function private.handle_new_user is 'Trigger: whoever signs up gets a profile and a personal organisation.';
create trigger on_auth_user_created after insert on auth.users
  for each row execute function private.handle_new_user();
