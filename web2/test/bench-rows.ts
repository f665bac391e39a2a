/** A report `bench` of ten columns whose `rows` rows lie behind row-level security like the demo's; `bench_five` is five times that. */
export const rowsSql = (organization: string, rows: number) => `
  create schema bench;
  grant usage on schema bench to authenticated;
  create table bench.rows (
    organization_id uuid not null, id integer not null, customer text not null, region text not null, amount numeric(12, 2) not null,
    score double precision, passed boolean, assessed_on date, updated_at timestamptz, reference uuid, note text);
  insert into bench.rows
  select '${organization}', n, 'Customer ' || n, (array['US', 'EU', 'APAC', 'LATAM'])[1 + n % 4], (n::bigint * 7919 % 10000000) / 100.0,
    sqrt(n), n % 3 > 0, date '2024-01-01' + n % 900, timestamptz '2026-01-01' + n * interval '17 seconds', md5(n::text)::uuid,
    case when n % 5 > 0 then 'Reviewed by the "control" owner, évidence ' || n end
  from generate_series(1, ${rows}) n;
  alter table bench.rows enable row level security;
  grant select on bench.rows to authenticated;
  create policy "Rows are visible to members" on bench.rows
    for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
  create view reports.bench with (security_invoker = true) as select * from bench.rows;
  create view reports.bench_five with (security_invoker = true) as select r.* from generate_series(1, 5), bench.rows r;`;
