-- A search in the list looks at what a person sees of a job: its name, its report's title and whom it goes to. The words of
-- the stored JSON ("method", "to") matched every job.

create or replace function private.search_text(name text, report_type text, targets jsonb) returns text
language sql stable set search_path = '' as $$
  select concat_ws(' ', search_text.name, search_text.report_type, replace(search_text.report_type, '_', ' '),
    split_part(obj_description(to_regclass(format('reports.%I', search_text.report_type)), 'pg_class'), e'\n', 1),
    (select string_agg(recipient #>> '{}', ' ') from jsonb_path_query(search_text.targets, '$[*].to[*]') recipient))
$$;
comment on function private.search_text is 'What a search in the list of schedules looks in: name, report by id and title, recipients.';
grant execute on function private.search_text to authenticated, service_role;

create or replace view public.scheduled_export_overviews with (security_invoker = true) as
select
  s.*,
  case when s.status = 'active' then coalesce(s.next_run_at, 'infinity') else 'infinity' end as next_run_order,
  private.search_text(s.name, s.report_type, s.targets) as search_text,
  p.display_name as owner_name,
  last_run.value as last_run,
  coalesce(streak.failures, 0) as consecutive_failures
from public.scheduled_exports s
  left join public.profiles p on p.id = s.owner_id
  left join lateral (
    select jsonb_build_object(
        'id', r.id, 'status', r.status, 'reason', r.reason, 'scheduled_for', r.scheduled_for, 'started_at', r.started_at,
        'finished_at', r.finished_at, 'progress_rows', r.progress_rows, 'error_code', r.error_code,
        'error_message', r.error_message,
        'deliveries_total', (select count(*) from public.export_deliveries d where d.run_id = r.id),
        'deliveries_sent', (select count(*) from public.export_deliveries d where d.run_id = r.id and d.status = 'sent')
      ) as value
    from public.export_runs r
    where r.scheduled_export_id = s.id and r.status <> 'waiting'
    order by r.scheduled_for desc, r.id desc
    limit 1
  ) last_run on true
  left join lateral (
    select count(*) filter (where recent.rank < recent.first_success) as failures
    from (
      select latest.*, coalesce(min(latest.rank) filter (where latest.status <> 'failed') over (), 2147483647) as first_success
      from (
        select r.status, row_number() over (order by r.scheduled_for desc, r.id desc) as rank
        from public.export_runs r
        where r.scheduled_export_id = s.id and r.trigger = 'schedule' and r.created_at >= s.active_since
          and r.status in ('succeeded', 'partially_delivered', 'failed')
        order by r.scheduled_for desc, r.id desc
        limit 10
      ) latest
    ) recent
  ) streak on true;
