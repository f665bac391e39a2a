-- Every change of a status, as it happened: docs/semantics.md says which there may be.

create table testing.transitions (
  n bigint generated always as identity primary key,
  entity text not null,
  id uuid not null,
  was text not null,
  became text not null
);

-- Definer, since people change schedules themselves.
create function testing.record_transition() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into testing.transitions (entity, id, was, became) values (
    tg_argv[0], new.id, case when tg_op = 'INSERT' then 'new' else old.status end,
    case when to_jsonb(new) ->> 'deleted_at' is null then new.status else 'deleted' end);
  return null;
end $$;

create trigger record_insert after insert on public.scheduled_exports
  for each row execute function testing.record_transition('Schedule');
create trigger record_update after update on public.scheduled_exports
  for each row when ((new.status, new.owner_id, new.deleted_at) is distinct from (old.status, old.owner_id, old.deleted_at))
  execute function testing.record_transition('Schedule');
create trigger record_insert after insert on public.export_runs
  for each row execute function testing.record_transition('Run');
-- A new lease is a change, too: running again, sending again.
create trigger record_update after update on public.export_runs
  for each row when ((new.status, new.lease_token) is distinct from (old.status, old.lease_token))
  execute function testing.record_transition('Run');
create trigger record_insert after insert on public.export_deliveries
  for each row execute function testing.record_transition('Delivery');
create trigger record_update after update on public.export_deliveries
  for each row when ((new.status, new.lease_token) is distinct from (old.status, old.lease_token))
  execute function testing.record_transition('Delivery');
