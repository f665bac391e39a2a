-- The demo organisation with its data. Its people sign up through the API and join it by join_demo_organization.

select set_config('app.actor', 'seed', false);

insert into public.organizations (id, name, timezone, holiday_country, allow_outside_recipients)
values ('de300000-0000-4000-8000-000000000001', 'Northwind', 'America/New_York', 'US', true)
on conflict (id) do nothing;

-- For a big report, call it again with 1000000.
select compliance.generate('de300000-0000-4000-8000-000000000001', 3000);

select set_config('app.actor', '', false);
