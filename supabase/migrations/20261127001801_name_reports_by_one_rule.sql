-- One rule for what a report is called: the planner and the search had their own, by which a view without a comment had another title in files and mails
-- than in the catalogue. And comments whose lines end with CR LF, as of a migration written on Windows, are read: a title ended with CR.

create function private.report_title(relation oid) returns text
language sql stable set search_path = '' as $$
  select coalesce(
    nullif(btrim(split_part(obj_description(c.oid, 'pg_class'), e'\n', 1), e' \t\r'), ''),
    initcap(replace(c.relname, '_', ' ')))
  from pg_catalog.pg_class c where c.oid = report_title.relation
$$;
comment on function private.report_title is 'What people call a report: the first line of its view''s comment, else its name in words. Null when there is no such relation.';
revoke all on function private.report_title from public;
grant execute on function private.report_title to authenticated, service_role;

create or replace function private.search_text(name text, report_type text, targets jsonb) returns text
language sql stable set search_path = '' as $$
  select concat_ws(' ', search_text.name, search_text.report_type, replace(search_text.report_type, '_', ' '),
    private.report_title(to_regclass(format('reports.%I', search_text.report_type))),
    (select string_agg(recipient #>> '{}', ' ') from jsonb_path_query(search_text.targets, '$[*].to[*]') recipient))
$$;

create or replace function public.report_catalog()
returns table (report_type text, title text, description text, columns jsonb)
language sql stable security invoker set search_path = '' as $$
  select
    c.relname::text,
    private.report_title(c.oid),
    btrim(regexp_replace(coalesce(obj_description(c.oid, 'pg_class'), ''), '^[^\n]*', ''), e' \t\r\n'),
    jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'name', a.attname,
      'label', coalesce(nullif(btrim(split_part(col_description(c.oid, a.attnum), e'\n', 1), e' \t\r'), ''), initcap(replace(a.attname, '_', ' '))),
      'description', btrim(regexp_replace(coalesce(col_description(c.oid, a.attnum), ''), '^[^\n]*', ''), e' \t\r\n'),
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
