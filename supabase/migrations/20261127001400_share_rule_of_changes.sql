-- Who may withdraw a link is who may change its schedule: private.may_change_schedule says it alone.

create or replace function private.revoke_download_link(delivery_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  delivery record;
begin
  select d.id, d.organization_id, d.link_expires_at, d.link_revoked_at, r.scheduled_export_id into delivery
    from public.export_deliveries d
      join public.export_runs r on r.id = d.run_id
    where d.id = revoke_download_link.delivery_id and d.organization_id in (select private.organization_ids('viewer'))
    for update of d;
  if not found then
    raise exception 'There is no such delivery.' using errcode = 'SX404';
  end if;
  if not private.may_change_schedule(delivery.scheduled_export_id, (select auth.uid())) then
    raise exception 'Only the owner of its job or an admin may withdraw this link.' using errcode = '42501';
  end if;
  if delivery.link_expires_at is null then
    raise exception 'This delivery brought the file itself: there is no link to withdraw.' using errcode = 'SX422', detail = 'id';
  end if;
  if delivery.link_revoked_at is not null then return; end if;
  update public.export_deliveries d set link_revoked_at = clock_timestamp() where d.id = delivery.id;
  perform private.record_audit(delivery.organization_id, 'revoke_link', 'export_deliveries', delivery.id);
end $$;
