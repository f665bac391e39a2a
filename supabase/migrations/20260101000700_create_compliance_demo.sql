-- The demo: a company's compliance checks, and three reports over them. Real installations drop this schema and bring
-- their own views.

create schema if not exists compliance;
comment on schema compliance is 'Demo data: controls, their assessments, and findings. Not exposed through the API.';
grant usage on schema compliance to authenticated, service_role;

create table compliance.controls (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  framework text not null,
  family text not null,
  code text not null,
  title text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, framework, code),
  unique (organization_id, id)
);
comment on table compliance.controls is 'What a framework asks of the company.';
comment on column compliance.controls.id is 'Identifier.';
comment on column compliance.controls.organization_id is 'The tenant.';
comment on column compliance.controls.framework is 'The standard or law that asks for it.';
comment on column compliance.controls.family is 'Area of work.';
comment on column compliance.controls.code is 'Its number in the framework.';
comment on column compliance.controls.title is 'What is asked, in short.';
comment on column compliance.controls.created_at is 'When the row was made.';
comment on column compliance.controls.updated_at is 'When the row last changed.';

create table compliance.assessments (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  control_id uuid not null,
  region text not null,
  assessed_on date not null,
  status text not null check (status in ('passed', 'failed', 'needs review', 'not applicable')),
  score smallint check (score between 0 and 100),
  automated boolean not null default false,
  assessor text not null,
  evidence text not null default '',
  recorded_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  -- Both columns, so that an assessment cannot point into another tenant.
  foreign key (organization_id, control_id) references compliance.controls (organization_id, id) on delete cascade
);
create index assessments_control_id_idx on compliance.assessments (organization_id, control_id);
create index assessments_assessed_on_idx on compliance.assessments (organization_id, assessed_on);
comment on table compliance.assessments is 'One check of one control in one region.';
comment on column compliance.assessments.id is 'Identifier.';
comment on column compliance.assessments.organization_id is 'The tenant.';
comment on column compliance.assessments.control_id is 'The control that was checked.';
comment on column compliance.assessments.region is 'Where.';
comment on column compliance.assessments.assessed_on is 'The day of the check.';
comment on column compliance.assessments.status is 'Its outcome.';
comment on column compliance.assessments.score is '0 to 100; null where not applicable.';
comment on column compliance.assessments.automated is 'Whether a machine checked.';
comment on column compliance.assessments.assessor is 'Who checked or answers for it.';
comment on column compliance.assessments.evidence is 'What was seen, as typed by people.';
comment on column compliance.assessments.recorded_at is 'When the outcome was entered.';
comment on column compliance.assessments.created_at is 'When the row was made.';
comment on column compliance.assessments.updated_at is 'When the row last changed.';

create table compliance.findings (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  assessment_id uuid not null,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  title text not null,
  owner text not null,
  opened_on date not null,
  due_on date not null,
  closed_on date check (closed_on >= opened_on),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (organization_id, assessment_id) references compliance.assessments (organization_id, id) on delete cascade
);
create index findings_assessment_id_idx on compliance.findings (organization_id, assessment_id);
create index findings_open_idx on compliance.findings (organization_id, due_on) where closed_on is null;
comment on table compliance.findings is 'What an assessment found to be mended, by whom and until when.';
comment on column compliance.findings.id is 'Identifier.';
comment on column compliance.findings.organization_id is 'The tenant.';
comment on column compliance.findings.assessment_id is 'The assessment that found it.';
comment on column compliance.findings.severity is 'low, medium, high or critical.';
comment on column compliance.findings.title is 'What is wrong.';
comment on column compliance.findings.owner is 'Who mends it.';
comment on column compliance.findings.opened_on is 'When it was found.';
comment on column compliance.findings.due_on is 'Until when it is to be mended.';
comment on column compliance.findings.closed_on is 'When it was mended; null while open.';
comment on column compliance.findings.created_at is 'When the row was made.';
comment on column compliance.findings.updated_at is 'When the row last changed.';

-- row-level security ----------------------------------------------------------------------------------------------

alter table compliance.controls enable row level security;
alter table compliance.assessments enable row level security;
alter table compliance.findings enable row level security;
revoke all on compliance.controls, compliance.assessments, compliance.findings from public, anon, authenticated;
grant select on compliance.controls, compliance.assessments, compliance.findings to authenticated;
grant all on compliance.controls, compliance.assessments, compliance.findings to service_role;

create policy "Controls are visible to members" on compliance.controls
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Assessments are visible to members" on compliance.assessments
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));
create policy "Findings are visible to members" on compliance.findings
  for select to authenticated using (organization_id = any (array(select private.organization_ids('viewer'))));

create trigger controls_touch before update on compliance.controls
  for each row execute function private.touch_updated_at();
create trigger assessments_touch before update on compliance.assessments
  for each row execute function private.touch_updated_at();
create trigger findings_touch before update on compliance.findings
  for each row execute function private.touch_updated_at();

-- reports ---------------------------------------------------------------------------------------------------------

create view reports.compliance_summary with (security_invoker = true) as
select
  a.organization_id,
  a.region,
  c.framework,
  c.family as control_family,
  date_trunc('month', a.assessed_on::timestamp)::date as month,
  count(*) as assessments,
  count(*) filter (where a.status = 'passed') as passed,
  count(*) filter (where a.status = 'failed') as failed,
  count(*) filter (where a.status = 'needs review') as needs_review,
  count(*) filter (where a.status = 'not applicable') as not_applicable,
  round(100.0 * count(*) filter (where a.status = 'passed')
    / nullif(count(*) filter (where a.status in ('passed', 'failed')), 0), 1) as pass_rate,
  coalesce(sum(f.open), 0)::bigint as open_findings,
  max(a.assessed_on) as last_assessed_on
from compliance.assessments a
  join compliance.controls c on c.organization_id = a.organization_id and c.id = a.control_id
  left join (
    select found.organization_id, found.assessment_id, count(*) as open
    from compliance.findings found
    where found.closed_on is null
    group by found.organization_id, found.assessment_id
  ) f on f.organization_id = a.organization_id and f.assessment_id = a.id
group by a.organization_id, a.region, c.framework, c.family, date_trunc('month', a.assessed_on::timestamp);
comment on view reports.compliance_summary is E'Compliance summary\nOutcomes, pass rate and open findings by region, framework, control family and month.';
comment on column reports.compliance_summary.organization_id is 'The tenant.';
comment on column reports.compliance_summary.region is 'Region';
comment on column reports.compliance_summary.framework is 'Framework';
comment on column reports.compliance_summary.control_family is 'Control family';
comment on column reports.compliance_summary.month is E'Month\nFirst day of the month of the assessments.';
comment on column reports.compliance_summary.assessments is 'Assessments';
comment on column reports.compliance_summary.passed is 'Passed';
comment on column reports.compliance_summary.failed is 'Failed';
comment on column reports.compliance_summary.needs_review is 'Needs review';
comment on column reports.compliance_summary.not_applicable is 'Not applicable';
comment on column reports.compliance_summary.pass_rate is E'Pass rate (%)\nPassed among passed and failed; empty where there are neither.';
comment on column reports.compliance_summary.open_findings is 'Open findings';
comment on column reports.compliance_summary.last_assessed_on is 'Last assessed';

create view reports.control_assessments with (security_invoker = true) as
select
  a.organization_id,
  a.id as assessment_id,
  a.assessed_on,
  a.region,
  c.framework,
  c.family as control_family,
  c.code as control_code,
  c.title as control,
  a.status,
  a.score,
  a.automated,
  a.assessor,
  a.evidence,
  a.recorded_at
from compliance.assessments a
  join compliance.controls c on c.organization_id = a.organization_id and c.id = a.control_id;
comment on view reports.control_assessments is E'Control assessments\nEvery assessment with its control, outcome and evidence.';
comment on column reports.control_assessments.organization_id is 'The tenant.';
comment on column reports.control_assessments.assessment_id is 'Assessment';
comment on column reports.control_assessments.assessed_on is 'Assessed on';
comment on column reports.control_assessments.region is 'Region';
comment on column reports.control_assessments.framework is 'Framework';
comment on column reports.control_assessments.control_family is 'Control family';
comment on column reports.control_assessments.control_code is 'Control code';
comment on column reports.control_assessments.control is 'Control';
comment on column reports.control_assessments.status is 'Status';
comment on column reports.control_assessments.score is E'Score\n0 to 100; empty where not applicable.';
comment on column reports.control_assessments.automated is E'Automated\nWhether a machine checked.';
comment on column reports.control_assessments.assessor is 'Assessor';
comment on column reports.control_assessments.evidence is E'Evidence\nAs typed by people.';
comment on column reports.control_assessments.recorded_at is 'Recorded at';

create view reports.open_findings with (security_invoker = true) as
select
  f.organization_id,
  f.id as finding_id,
  f.severity,
  f.title,
  a.region,
  c.framework,
  c.code as control_code,
  f.owner,
  f.opened_on,
  f.due_on,
  current_date - f.opened_on as age_days,
  f.due_on < current_date as overdue
from compliance.findings f
  join compliance.assessments a on a.organization_id = f.organization_id and a.id = f.assessment_id
  join compliance.controls c on c.organization_id = a.organization_id and c.id = a.control_id
where f.closed_on is null;
comment on view reports.open_findings is E'Open findings\nWhat is still to be mended, with its owner, due date and age.';
comment on column reports.open_findings.organization_id is 'The tenant.';
comment on column reports.open_findings.finding_id is 'Finding';
comment on column reports.open_findings.severity is 'Severity';
comment on column reports.open_findings.title is 'Title';
comment on column reports.open_findings.region is 'Region';
comment on column reports.open_findings.framework is 'Framework';
comment on column reports.open_findings.control_code is 'Control code';
comment on column reports.open_findings.owner is 'Owner';
comment on column reports.open_findings.opened_on is 'Opened on';
comment on column reports.open_findings.due_on is 'Due on';
comment on column reports.open_findings.age_days is E'Age (days)\nDays since it was opened.';
comment on column reports.open_findings.overdue is E'Overdue\nWhether the due date has passed.';

-- data ------------------------------------------------------------------------------------------------------------

create or replace function compliance.generate(organization_id uuid, assessments integer default 3000) returns void
language plpgsql set search_path = '' as $$
declare
  today date := (now() at time zone 'UTC')::date;
  first_day date := date_trunc('month', (now() at time zone 'UTC') - interval '17 months')::date;
  regions text[] := array['US', 'EU', 'APAC', 'CA', 'UK', 'LATAM'];
  region_shares bigint[] := array[34, 56, 69, 81, 93];
  people text[] := array['Ana Ruiz', 'Jörg Müller', 'Priya Nair', 'Tom O''Brien', 'Chloé Lefèvre', 'Daniel Kim',
    'Søren Østergaard', 'Maria Gonçalves', 'Wei Zhang', 'Grace Adeyemi', 'Łukasz Nowak', 'Emily Carter'];
  evidence text[] := array[
    'Screenshots and export of the settings attached.',
    'Sampled 25 of 310 accounts, no exceptions.',
    'Two of 40 tickets lacked an approval, follow-up agreed.',
    'Policy reviewed and signed by the CISO.',
    'Restore test done in 42 minutes, target 60.',
    'Marked "accepted risk" by the owner, to be reviewed next quarter.',
    'Interview with the team in Zürich, minutes on file.',
    'Logs of 90 days checked; alerts reach the on-call engineer.',
    'Vendor report (Type II) received, bridge letter missing.',
    'Access list of São Paulo and México checked against HR.'];
  typed_by_hand text[] := array[
    '=SUM(B2:B9) of the evidence sheet',
    '+1 reviewer needed, see ticket 4182',
    '-3 days beyond tolerance, "accepted" by the owner',
    '@security please confirm, thanks',
    E'First sample failed.\nSecond sample passed, see "Appendix B".'];
  control_ids uuid[];
begin
  if assessments not between 1 and 10000000 then
    raise exception 'Between 1 and 10,000,000 assessments can be generated.' using errcode = '22023';
  end if;
  delete from compliance.controls c where c.organization_id = generate.organization_id;

  insert into compliance.controls (id, organization_id, framework, family, code, title)
  select overlay(overlay(md5(generate.organization_id::text || framework || code) placing '4' from 13) placing '8' from 17)::uuid,
    generate.organization_id, framework, family, code, title
  from (values
    ('SOC 2', 'Access control', 'CC6.1', 'Logical access is restricted to authorised people'),
    ('SOC 2', 'Access control', 'CC6.3', 'Access rights follow roles and are reviewed'),
    ('SOC 2', 'Data protection', 'CC6.7', 'Data is protected in transit and at rest'),
    ('SOC 2', 'Data protection', 'C1.2', 'Confidential data is disposed of'),
    ('SOC 2', 'Operations', 'CC7.2', 'Systems are monitored for anomalies'),
    ('SOC 2', 'Operations', 'CC8.1', 'Changes are tested and approved'),
    ('SOC 2', 'Suppliers and people', 'CC9.2', 'Vendor risk is assessed'),
    ('SOC 2', 'Suppliers and people', 'CC1.4', 'People are trained for their work'),
    ('ISO 27001', 'Access control', 'A.5.15', 'Access control'),
    ('ISO 27001', 'Access control', 'A.8.5', 'Secure authentication'),
    ('ISO 27001', 'Data protection', 'A.8.24', 'Use of cryptography'),
    ('ISO 27001', 'Data protection', 'A.8.10', 'Information deletion'),
    ('ISO 27001', 'Operations', 'A.8.13', 'Information backup'),
    ('ISO 27001', 'Operations', 'A.8.15', 'Logging'),
    ('ISO 27001', 'Suppliers and people', 'A.5.19', 'Information security in supplier relationships'),
    ('ISO 27001', 'Suppliers and people', 'A.6.3', 'Awareness, education and training'),
    ('HIPAA', 'Access control', '164.312(a)(1)', 'Access to health records is limited'),
    ('HIPAA', 'Access control', '164.312(d)', 'People and systems are authenticated'),
    ('HIPAA', 'Data protection', '164.312(e)(1)', 'Transmission of health records is secured'),
    ('HIPAA', 'Data protection', '164.310(d)(1)', 'Devices and media are controlled'),
    ('HIPAA', 'Operations', '164.312(b)', 'Activity is recorded and examined'),
    ('HIPAA', 'Operations', '164.308(a)(7)', 'There is a contingency plan'),
    ('HIPAA', 'Suppliers and people', '164.308(b)(1)', 'Business associates are under contract'),
    ('HIPAA', 'Suppliers and people', '164.308(a)(5)', 'Security awareness and training'),
    ('PCI DSS', 'Access control', '7.2.1', 'Access follows need to know'),
    ('PCI DSS', 'Access control', '8.4.2', 'Multi-factor authentication for the cardholder environment'),
    ('PCI DSS', 'Data protection', '3.5.1', 'Card numbers are unreadable where stored'),
    ('PCI DSS', 'Data protection', '4.2.1', 'Strong cryptography on public networks'),
    ('PCI DSS', 'Operations', '10.4.1', 'Audit logs are reviewed daily'),
    ('PCI DSS', 'Operations', '11.3.1', 'Internal vulnerability scans each quarter'),
    ('PCI DSS', 'Suppliers and people', '12.8.4', 'Service providers are monitored'),
    ('PCI DSS', 'Suppliers and people', '12.6.1', 'A security awareness programme runs'),
    ('GDPR', 'Access control', 'Art. 25', 'Data protection by design and by default'),
    ('GDPR', 'Access control', 'Art. 29', 'Data is processed on instruction only'),
    ('GDPR', 'Data protection', 'Art. 32', 'Security of processing'),
    ('GDPR', 'Data protection', 'Art. 17', 'Requests for erasure are met'),
    ('GDPR', 'Operations', 'Art. 30', 'Records of processing are kept'),
    ('GDPR', 'Operations', 'Art. 33', 'Breaches are notified within 72 hours'),
    ('GDPR', 'Suppliers and people', 'Art. 28', 'Processors are under contract'),
    ('GDPR', 'Suppliers and people', 'Art. 39', 'The data protection officer trains people')
  ) as control (framework, family, code, title);
  select array_agg(c.id order by c.framework, c.code) into control_ids
    from compliance.controls c where c.organization_id = generate.organization_id;

  -- Every choice hashes the row's number with a salt of its own: the same call on the same day makes the same rows.
  -- Ids carry the marks of a version 4 UUID.
  insert into compliance.assessments
    (id, organization_id, control_id, region, assessed_on, status, score, automated, assessor, evidence, recorded_at)
  select
    overlay(overlay(md5(generate.organization_id::text || i) placing '4' from 13) placing '8' from 17)::uuid,
    generate.organization_id,
    control_ids[1 + control_index],
    regions[1 + region_index],
    day,
    status,
    case status
      when 'passed' then 80 + (hashint8extended(i, 6) & 1048575) % 21
      when 'needs review' then 60 + (hashint8extended(i, 6) & 1048575) % 20
      when 'failed' then 20 + (hashint8extended(i, 6) & 1048575) % 40
    end,
    (hashint8extended(i, 7) & 1048575) % 3 = 0,
    people[1 + (hashint8extended(i, 8) & 1048575) % cardinality(people)],
    case when (hashint8extended(i, 9) & 1048575) % 50 = 0
      then typed_by_hand[1 + (hashint8extended(i, 10) & 1048575) % cardinality(typed_by_hand)]
      else evidence[1 + (hashint8extended(i, 10) & 1048575) % cardinality(evidence)]
    end,
    least((day + interval '8 hours' + (hashint8extended(i, 11) & 1048575) % 600 * interval '1 minute') at time zone 'UTC', now())
  from (
    select
      i, control_index, region_index, day,
      -- Outcomes improve over the months, and differ by region and framework.
      case
        when roll < 30 then 'not applicable'
        when roll < 120 + 90 * (today - day) / (today - first_day + 1) + 12 * region_index + control_index then 'failed'
        when roll < 200 + 90 * (today - day) / (today - first_day + 1) + 12 * region_index + control_index then 'needs review'
        else 'passed'
      end as status
    from (
      select
        i,
        (hashint8extended(i, 1) & 1048575) % 40 as control_index,
        width_bucket((hashint8extended(i, 2) & 1048575) % 100, region_shares) as region_index,
        (hashint8extended(i, 3) & 1048575) % 1000 as roll,
        -- Weekends move to the Friday before.
        greatest(day - greatest(extract(isodow from day)::integer - 5, 0), first_day) as day
      from generate_series(1, generate.assessments::bigint) i
        cross join lateral (select today - ((hashint8extended(i, 4) & 1048575) % (today - first_day + 1))::integer as day) d
    ) rolled
  ) outcome;

  insert into compliance.findings (id, organization_id, assessment_id, severity, title, owner, opened_on, due_on, closed_on)
  select
    overlay(overlay(md5('finding' || id) placing '4' from 13) placing '8' from 17)::uuid,
    generate.organization_id,
    id,
    severity,
    (array['No evidence for: ', 'Exception found: ', 'Overdue review: ', 'Documentation out of date: '])[1 + h % 4] || title,
    people[1 + h / 7 % cardinality(people)],
    assessed_on,
    assessed_on + days,
    -- Most are mended in time, some late, a few never.
    case when h / 11 % 25 > 0 and assessed_on + days * (h / 13 % 140) / 100 < today then assessed_on + days * (h / 13 % 140) / 100 end
  from (
    select found.*, case severity when 'critical' then 7 when 'high' then 30 when 'medium' then 60 else 90 end as days
    from (
      select a.id, a.assessed_on, c.title, h,
        (array['low', 'low', 'medium', 'medium', 'medium', 'medium', 'high', 'high', 'high', 'critical'])[1 + h / 3 % 10] as severity
      from compliance.assessments a
        join compliance.controls c on c.organization_id = a.organization_id and c.id = a.control_id
        cross join lateral (select (hashtextextended(a.id::text, 0) & 1048575)::integer as h) roll
      where a.organization_id = generate.organization_id
        and (a.status = 'failed' or a.status = 'needs review' and h % 5 = 0)
    ) found
  ) rated;
end $$;
comment on function compliance.generate is 'Replaces an organisation''s demo data by so many assessments (1 to 10,000,000) over the last 18 months, and their findings. For the service alone.';
grant execute on function compliance.generate to service_role;

-- the demo organisation --------------------------------------------------------------------------------------------

create or replace function private.seed_demo_schedules(organization_id uuid, owner_id uuid) returns void
language sql set search_path = '' as $$
  insert into public.scheduled_exports
    (organization_id, owner_id, name, report_type, filters, columns, sort, format, recurrence, timezone, targets, status)
  values
    (organization_id, owner_id, 'US compliance summary', 'compliance_summary', '{"region": "US"}', null,
      '[{"column": "month", "direction": "desc"}]', 'csv', '0 9 * * 1', 'America/New_York',
      '[{"method": "email", "to": ["ana.ruiz@example.com", "compliance@example.com"]}]', 'active'),
    (organization_id, owner_id, 'Open findings, EU', 'open_findings', '{"region": "EU"}', null,
      '[{"column": "due_on", "direction": "asc"}]', 'csv', '30 7 * * 1-5', 'Europe/Berlin',
      '[{"method": "download"}, {"method": "email", "to": ["joerg.mueller@example.com"]}]', 'active'),
    (organization_id, owner_id, 'HIPAA evidence of the last week', 'control_assessments',
      '{"framework": "HIPAA", "assessed_on": {"period": "previous_week"}}', null,
      '[{"column": "assessed_on", "direction": "asc"}]', 'json', '0 6 * * 1', 'America/New_York',
      '[{"method": "download"}]', 'paused'),
    (organization_id, owner_id, 'Quarterly evidence for the external auditors: SOC 2 and ISO 27001, failed and open to review, all regions',
      'control_assessments',
      '{"framework": ["SOC 2", "ISO 27001"], "status": ["failed", "needs review"], "assessed_on": {"period": "previous_quarter"}}',
      '{assessed_on,region,framework,control_code,control,status,score,assessor,evidence}',
      '[{"column": "framework", "direction": "asc"}, {"column": "assessed_on", "direction": "asc"}]', 'csv',
      '0 6 1 1,4,7,10 *', 'Europe/London',
      '[{"method": "email", "to": ["auditors@example.com", "ana.ruiz@example.com", "grace.adeyemi@example.com"]}]', 'active')
$$;
comment on function private.seed_demo_schedules is 'Gives the demo organisation schedules to look at.';

create or replace function public.join_demo_organization(user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  demo uuid := 'de300000-0000-4000-8000-000000000001';
  personal uuid;
begin
  perform set_config('app.actor', coalesce(nullif(current_setting('app.actor', true), ''), 'demo set-up'), true);
  -- Locked, so that two who join at once do not both bring the schedules.
  perform from public.organizations o where o.id = demo for update;
  if not found then
    raise exception 'There is no demo organisation: supabase/seed.sql makes it.' using errcode = 'P0002';
  end if;

  insert into public.memberships (organization_id, user_id, role) values (demo, join_demo_organization.user_id, 'owner')
    on conflict on constraint memberships_user_id_organization_id_key do update set role = 'owner'
    where memberships.role <> 'owner';
  select p.home_organization_id into personal from public.profiles p where p.id = join_demo_organization.user_id;
  if personal is distinct from demo then
    update public.profiles p set home_organization_id = demo where p.id = join_demo_organization.user_id;
    delete from public.organizations o
    where o.id = personal
      and not exists (
        select from public.memberships m where m.organization_id = o.id and m.user_id <> join_demo_organization.user_id)
      and not exists (select from public.scheduled_exports s where s.organization_id = o.id)
      and not exists (select from public.secrets s where s.organization_id = o.id);
  end if;

  if not exists (select from public.scheduled_exports s where s.organization_id = demo) then
    perform private.seed_demo_schedules(demo, join_demo_organization.user_id);
  end if;
end $$;
comment on function public.join_demo_organization is 'Makes a user an owner of the demo organisation instead of their personal one, if that is empty. For the service alone.';
grant execute on function public.join_demo_organization to service_role;
