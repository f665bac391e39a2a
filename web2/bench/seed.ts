import type pg from 'pg';

/** Rows for the benchmarks, written past triggers and foreign keys: as many as asked for, in seconds. */
export async function seedOrganizations(
  admin: pg.Client,
  { count, cap }: { count: number; cap: number },
): Promise<void> {
  await admin.query(
    `insert into public.organizations (id, name, max_concurrent_runs)
     select ${uuid('organization', 'n')}, 'Organisation ' || n, $2 from generate_series(0, $1::int - 1) n`,
    [count, cap],
  );
}

export interface Schedules {
  from: number;
  count: number;
  organizations: number;
  /** Null for idle ones: their next run is a year away. */
  due: Date | null;
}

/** Schedules number `from` and on, in turn over the organisations: every morning, a period and a filter, two recipients. Their owner has left. */
export async function seedSchedules(admin: pg.Client, { from, count, organizations, due }: Schedules): Promise<void> {
  await withoutChecks(admin, 'scheduled_exports', () =>
    admin.query(
      `insert into public.scheduled_exports (id, organization_id, name, report_type, filters, format, recurrence, timezone, targets,
         planned_through, next_run_at)
       select ${uuid('schedule', 'n')}, ${uuid('organization', 'n % $3::int')}, 'Compliance summary ' || n, 'compliance_summary',
         '{"region": {"in": ["US", "EU"]}, "assessed_at": {"period": "previous_week"}}', 'csv', (n % 60) || ' ' || (n / 60 % 24) || ' * * *',
         (array['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'Australia/Sydney'])[1 + n % 5],
         jsonb_build_array(jsonb_build_object('method', 'email', 'to', jsonb_build_array('ana' || n || '@x.example', 'ben' || n || '@x.example')),
           '{"method": "download"}'::jsonb),
         coalesce($4::timestamptz - interval '25 hours', now()), coalesce($4::timestamptz, now() + interval '1 year' + make_interval(secs => n))
       from generate_series($1::int, $1::int + $2::int - 1) n`,
      [from, count, organizations, due],
    ),
  );
}

export interface Runs {
  /** Schedules number `from` and on, counted modulo `schedules`, get one each. */
  from: number;
  count: number;
  schedules: number;
  status: 'waiting' | 'queued' | 'succeeded';
  scheduledFor: Date;
  runAfter: Date;
}

/** One run for each of so many schedules, with a definition like that which planning gives it. */
export async function seedRuns(admin: pg.Client, runs: Runs): Promise<void> {
  await admin.query(
    `insert into public.export_runs (organization_id, scheduled_export_id, scheduled_for, definition, status, run_after, turn, period_start, period_end)
     select s.organization_id, s.id, $5::timestamptz, to_jsonb(s) - array['id', 'version', 'planned_through', 'active_since', 'next_run_at',
         'deleted_at', 'created_at', 'updated_at', 'idempotency_key', 'status', 'status_reason', 'organization_id', 'on_holidays', 'catch_up',
         'catch_up_window_hours', 'ends_at'] || '{"organization_name": "Organisation", "owner_name": "Olga", "report_title": "Compliance summary"}',
       $4, $6::timestamptz, case when $4 = 'queued' then row_number() over (partition by s.organization_id) else 0 end,
       $5::timestamptz - interval '7 days', $5::timestamptz
     from generate_series($1::int, $1::int + $2::int - 1) n join public.scheduled_exports s on s.id = ${uuid('schedule', 'n % $3::int')}`,
    [runs.from, runs.count, runs.schedules, runs.status, runs.scheduledFor, runs.runAfter],
  );
}

/** What was done with files and sent: one run of each of so many schedules on each of so many days. */
export async function seedHistory(
  admin: pg.Client,
  { days, schedules }: { days: number; schedules: number },
): Promise<void> {
  for (let day = 1; day <= days; day += 1) {
    const then = new Date(Date.now() - day * 86_400_000);
    await seedRuns(admin, {
      ...{ from: 0, count: schedules, schedules, status: 'succeeded', scheduledFor: then, runAfter: then },
    });
  }
  await admin.query(
    `with files as (
       insert into public.export_files (organization_id, run_id, lease_token, name, path, status, row_count, byte_size, sha256, expires_at)
       select organization_id, id, gen_random_uuid(), 'report.csv', id, 'ready', 0, 0, repeat('0', 64), now() + interval '1 day'
       from public.export_runs where status = 'succeeded' returning id, organization_id, run_id)
     insert into public.export_deliveries (organization_id, run_id, file_id, method, target_key, label, status)
     select organization_id, run_id, id, 'download', 'download', 'Download', 'sent' from files`,
  );
}

/** Checks cost more than the rows themselves; afterwards they hold again for every change. */
async function withoutChecks(admin: pg.Client, table: string, work: () => Promise<unknown>): Promise<void> {
  const { rows: checks } = await admin.query<{ name: string; definition: string }>(
    `select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = ('public.' || $1)::regclass and contype = 'c'`,
    [table],
  );
  for (const { name } of checks) await admin.query(`alter table public.${table} drop constraint ${name}`);
  await work();
  for (const { name, definition } of checks) {
    const valid = definition.endsWith('NOT VALID') ? definition : `${definition} not valid`;
    await admin.query(`alter table public.${table} add constraint ${name} ${valid}`);
  }
}

/** A random-looking id that can be computed again. */
function uuid(kind: string, number: string): string {
  return `md5('${kind}' || (${number}))::uuid`;
}
