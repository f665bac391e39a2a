-- The catalogue knows the type behind a domain, the element of an array and the labels of an enum, and can say why a
-- relation of schema reports is not a report.

create or replace function private.base_type(type oid) returns oid
language sql stable set search_path = '' as $$
  with recursive types as (
    select t.oid, t.typtype, t.typbasetype from pg_catalog.pg_type t where t.oid = base_type.type
    union all
    select t.oid, t.typtype, t.typbasetype from types d join pg_catalog.pg_type t on t.oid = d.typbasetype where d.typtype = 'd'
  )
  select types.oid from types where types.typtype <> 'd'
$$;
comment on function private.base_type is 'The type that a domain stands on; any other type itself.';
grant execute on function private.base_type to authenticated, service_role;

create or replace function private.report_refusal(relation oid) returns text
language sql stable set search_path = '' as $$
  with recursive reads as (
    select report_refusal.relation as oid
    union
    select d.refobjid
    from reads r
      join pg_catalog.pg_rewrite w on w.ev_class = r.oid
      join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
        and d.refclassid = 'pg_catalog.pg_class'::regclass
  ), relations as (
    select c.oid, c.relname, c.relkind, c.relrowsecurity, c.oid = report_refusal.relation as itself,
      format('%I.%I', n.nspname, c.relname) as name,
      coalesce((
        select o.option_value::boolean from pg_catalog.pg_options_to_table(c.reloptions) o where o.option_name = 'security_invoker'
      ), false) as invoker,
      exists (
        select from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
          and private.base_type(a.atttypid) = 'pg_catalog.uuid'::regtype) as of_tenants
    from reads r
      join pg_catalog.pg_class c on c.oid = r.oid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm', 'r', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
  )
  select reason from (
    select itself, name, case
      when itself and relkind = 'm' then 'It is a materialized view, which holds the rows of every tenant. Make it a view.'
      when itself and relkind <> 'v' then 'It is a table. Keep it in another schema, and make a view of it here.'
      when itself and relname !~ '^[a-z][a-z0-9_]{0,62}$' then 'Its name must be of small letters, digits and underscores, and begin with a letter.'
      when itself and not invoker then 'It is not security_invoker, so it would show the rows of every tenant: alter view … set (security_invoker = true).'
      when itself and not of_tenants then 'It has no column organization_id of type uuid.'
      when relkind = 'm' then format('It reads the materialized view %s, which holds the rows of every tenant.', name)
      when relkind = 'v' and not invoker then format('It reads the view %s, which is not security_invoker.', name)
      when relkind <> 'v' and of_tenants and not relrowsecurity then format('It reads %s, which has no row-level security.', name)
    end as reason
    from relations
  ) judged
  where reason is not null
  order by itself desc, name
  limit 1
$$;
comment on function private.report_refusal is 'Why a relation of schema reports is not a report, or null: row-level security must hold in it and in all that it reads.';
grant execute on function private.report_refusal to authenticated, service_role;

create or replace function private.refused_reports() returns table (name text, reason text)
language sql stable set search_path = '' as $$
  select c.relname::text, private.report_refusal(c.oid)
  from pg_catalog.pg_class c
  where c.relnamespace = 'reports'::regnamespace and c.relkind in ('v', 'm', 'r', 'p', 'f')
    and private.report_refusal(c.oid) is not null
  order by 1
$$;
comment on function private.refused_reports is 'What stands in schema reports and is not listed, with the reason. For the log, so for the service alone.';
grant execute on function private.refused_reports to service_role;

create or replace function public.report_catalog()
returns table (report_type text, title text, description text, columns jsonb)
language sql stable security invoker set search_path = '' as $$
  select
    c.relname::text,
    coalesce(nullif(btrim(split_part(obj_description(c.oid, 'pg_class'), e'\n', 1)), ''), initcap(replace(c.relname, '_', ' '))),
    btrim(regexp_replace(coalesce(obj_description(c.oid, 'pg_class'), ''), '^[^\n]*', ''), e'\n '),
    jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'name', a.attname,
      'label', coalesce(nullif(btrim(split_part(col_description(c.oid, a.attnum), e'\n', 1)), ''), initcap(replace(a.attname, '_', ' '))),
      'description', btrim(regexp_replace(coalesce(col_description(c.oid, a.attnum), ''), '^[^\n]*', ''), e'\n '),
      'type', format_type(t.oid, null),
      'category', t.typcategory,
      'element', case when e.oid is not null then jsonb_build_object('type', format_type(e.oid, null), 'category', e.typcategory) end,
      'labels', (
        select jsonb_agg(l.enumlabel order by l.enumsortorder) from pg_catalog.pg_enum l where l.enumtypid = coalesce(e.oid, t.oid))
    )) order by a.attnum)
  from pg_catalog.pg_class c
    join pg_catalog.pg_attribute o on o.attrelid = c.oid and o.attname = 'organization_id'
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = private.base_type(a.atttypid)
    left join pg_catalog.pg_type e on t.typcategory = 'A' and e.oid = private.base_type(t.typelem)
  where c.relnamespace = 'reports'::regnamespace
    and c.relkind = 'v'
    and has_column_privilege(c.oid, o.attnum, 'select')
    and has_column_privilege(c.oid, a.attnum, 'select')
    and a.attname <> 'organization_id'
    and private.report_refusal(c.oid) is null
  group by c.oid, c.relname
  order by 2, 1
$$;
comment on function public.report_catalog is 'The reports that the caller may select, with the columns that the caller may select. What would pass row-level security by is left out: see private.report_refusal.';
