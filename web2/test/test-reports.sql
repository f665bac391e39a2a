-- Reports for tests: one column of each type, rows that tests write themselves.

create schema testing;
grant usage on schema testing to authenticated;

create table testing.items (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  id integer not null,
  name text,
  amount numeric,
  active boolean,
  day date,
  at timestamptz,
  key uuid,
  tags text[],
  extra jsonb,
  primary key (organization_id, id)
);
alter table testing.items enable row level security;
grant select on testing.items to authenticated;
create policy "Items are visible to members" on testing.items
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));

create view reports.items with (security_invoker = true) as select * from testing.items;
comment on view reports.items is E'Items\nOne column of each type.';
comment on column reports.items.name is 'Name';
comment on column reports.items.tags is '=Tags, "quoted"';

create view reports.slow_items with (security_invoker = true) as
  select i.organization_id, i.id, i.name from testing.items i where pg_sleep(0.2) is not null;
comment on view reports.slow_items is 'Slow items';

create view reports.many_items with (security_invoker = true) as
  select i.organization_id, n, repeat(i.name, 50) as filler from testing.items i, generate_series(1, 200000) n;
comment on view reports.many_items is 'Many items';

-- Leaves out no tenant by itself: the organisation must be a condition of the query.
create view reports.memberships with (security_invoker = true) as
  select m.organization_id, m.user_id, m.role from public.memberships m;
comment on view reports.memberships is 'Memberships';

-- May be selected, but not what it reads.
create table testing.closed (organization_id uuid, id integer);
alter table testing.closed enable row level security;
create view reports.closed_items with (security_invoker = true) as select * from testing.closed;
comment on view reports.closed_items is 'Closed items';
