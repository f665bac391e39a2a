-- A report is a view in the schema reports; the system catalogue and comments describe it.

create schema if not exists reports;
comment on schema reports is 'One view per report, with (security_invoker = true) and an organization_id column. Not exposed through the API.';
grant usage on schema reports to authenticated, service_role;
alter default privileges in schema reports grant select on tables to authenticated, service_role;

create or replace function public.report_catalog()
returns table (report_type text, title text, description text, columns jsonb)
language sql stable security invoker set search_path = '' as $$
  select
    c.relname::text,
    split_part(coalesce(obj_description(c.oid, 'pg_class'), initcap(replace(c.relname, '_', ' '))), e'\n', 1),
    trim(both e'\n ' from regexp_replace(coalesce(obj_description(c.oid, 'pg_class'), ''), '^[^\n]*', '')),
    jsonb_agg(jsonb_build_object(
      'name', a.attname,
      'label', split_part(coalesce(col_description(c.oid, a.attnum), initcap(replace(a.attname, '_', ' '))), e'\n', 1),
      'description', trim(both e'\n ' from regexp_replace(coalesce(col_description(c.oid, a.attnum), ''), '^[^\n]*', '')),
      'type', format_type(a.atttypid, null),
      'category', t.typcategory
    ) order by a.attnum)
  from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
  where n.nspname = 'reports'
    and c.relkind = 'v'
    and exists (
      select from pg_catalog.pg_options_to_table(c.reloptions) o
      where o.option_name = 'security_invoker' and o.option_value::boolean)
    and has_table_privilege(c.oid, 'select')
    and exists (
      select from pg_catalog.pg_attribute o
      where o.attrelid = c.oid and o.attname = 'organization_id' and o.atttypid = 'uuid'::regtype and not o.attisdropped)
    and a.attname <> 'organization_id'
  group by c.oid, c.relname
  order by 2
$$;
comment on function public.report_catalog is 'The reports that the caller may select, with their columns. A view without security_invoker is left out: it would show every tenant.';
grant execute on function public.report_catalog to authenticated, service_role;
