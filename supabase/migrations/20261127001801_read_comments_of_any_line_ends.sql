-- A migration written on Windows ends the lines of its comments with CR LF: a title ended with CR, in names of files and subjects of mails.

create or replace function public.report_catalog()
returns table (report_type text, title text, description text, columns jsonb)
language sql stable security invoker set search_path = '' as $$
  select
    c.relname::text,
    coalesce(nullif(btrim(split_part(obj_description(c.oid, 'pg_class'), e'\n', 1), e' \t\r'), ''), initcap(replace(c.relname, '_', ' '))),
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
