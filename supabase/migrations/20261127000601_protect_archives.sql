-- Files may be compressed, put under a password and named by a template.

alter table public.secrets
  add column created_by uuid references auth.users (id) on delete set null,
  add unique (organization_id, id);
create index secrets_created_by_idx on public.secrets (created_by);
comment on table public.secrets is 'Credentials and passwords, encrypted by the application; what uses one holds only its id. No user may read them.';
comment on column public.secrets.created_by is 'The user who gave it.';
comment on column public.secrets.hint is 'The last characters, to recognise it by; empty for a password.';

alter table public.scheduled_exports
  add column compression text not null default 'none' check (compression in ('none', 'gzip', 'zip')),
  add column secret_id uuid,
  add column file_name_template text
    check (char_length(file_name_template) between 1 and 200 and file_name_template !~ '[[:cntrl:]]'),
  -- Restricts: a schedule that lost its secret would send its next archive in the open.
  add foreign key (organization_id, secret_id) references public.secrets (organization_id, id),
  add constraint scheduled_exports_password_needs_zip check (secret_id is null or compression = 'zip');
create index scheduled_exports_secret_id_idx on public.scheduled_exports (organization_id, secret_id) where secret_id is not null;
comment on column public.scheduled_exports.compression is 'How the file is packed: none, gzip or zip.';
comment on column public.scheduled_exports.secret_id is 'The password of the zip archive, a row of secrets; null for none.';
comment on column public.scheduled_exports.file_name_template is 'Name of the file without its extension, with tokens such as {report} and {date}; null for the usual one.';
grant insert (compression, secret_id, file_name_template) on public.scheduled_exports to authenticated;
grant update (compression, secret_id, file_name_template) on public.scheduled_exports to authenticated;

create or replace function private.create_secret(organization_id uuid, ciphertext text, key_id text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  secret_id uuid;
begin
  if create_secret.organization_id is null or not create_secret.organization_id in (select private.organization_ids('editor')) then
    raise exception 'Only editors of the organisation may keep a secret in it.' using errcode = '42501';
  end if;
  if coalesce(char_length(create_secret.ciphertext), 0) not between 1 and 4096 or coalesce(char_length(create_secret.key_id), 0) not between 1 and 64 then
    raise exception 'A secret has at most 4,096 characters.' using errcode = 'SX422', detail = 'ciphertext';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('secrets:' || create_secret.organization_id, 0));
  if (select count(*) from public.secrets s where s.organization_id = create_secret.organization_id) >= 5000 then
    raise exception 'An organisation keeps at most 5,000 secrets. Unused ones are removed after a day.'
      using errcode = 'SX422', detail = 'organization_id';
  end if;
  insert into public.secrets (organization_id, ciphertext, key_id, created_by)
    values (create_secret.organization_id, create_secret.ciphertext, create_secret.key_id, auth.uid())
    returning id into secret_id;
  return secret_id;
end $$;
comment on function private.create_secret is 'Definer: nobody writes secrets. Keeps one that the application has encrypted.';
grant execute on function private.create_secret to authenticated;

create or replace function public.create_secret(organization_id uuid, ciphertext text, key_id text) returns uuid
language sql set search_path = '' as $$
  select private.create_secret(organization_id, ciphertext, key_id)
$$;
comment on function public.create_secret is 'Keeps an encrypted secret of the caller and answers its id.';
revoke all on function public.create_secret from public, anon;
grant execute on function public.create_secret to authenticated;

create or replace function private.made_secret(secret_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.secrets s where s.id = made_secret.secret_id and s.created_by = auth.uid())
$$;
comment on function private.made_secret is 'Definer: nobody reads secrets. Whether the caller gave this one.';
grant execute on function private.made_secret to authenticated, service_role;

create or replace function private.check_own_secret() returns trigger
language plpgsql set search_path = '' as $$
begin
  if private.is_user_request() and not private.made_secret(new.secret_id) then
    raise exception 'A schedule takes only a password that you gave yourself.' using errcode = 'SX422', detail = 'archive_password';
  end if;
  return new;
end $$;
comment on function private.check_own_secret is 'Trigger: a user may attach only a secret of their own.';
create trigger scheduled_exports_own_secret_on_insert before insert on public.scheduled_exports
  for each row when (new.secret_id is not null) execute function private.check_own_secret();
create trigger scheduled_exports_own_secret_on_update before update on public.scheduled_exports
  for each row when (new.secret_id is not null and new.secret_id is distinct from old.secret_id) execute function private.check_own_secret();

-- The list's view with these columns, whichever migration wrote the rest of it.
do $$
declare
  text_before text := pg_get_viewdef('public.scheduled_export_overviews'::regclass);
  text_after text := regexp_replace(text_before, '(\s+FROM \(*(public\.)?scheduled_exports s\s)', ', s.compression, s.secret_id, s.file_name_template\1');
begin
  if text_after = text_before then raise exception 'The view scheduled_export_overviews reads no scheduled_exports.'; end if;
  execute 'create or replace view public.scheduled_export_overviews with (security_invoker = true) as ' || text_after;
end $$;
comment on column public.scheduled_export_overviews.compression is 'How the file is packed: none, gzip or zip.';
comment on column public.scheduled_export_overviews.secret_id is 'The password of the zip archive, a row of secrets; null for none.';
comment on column public.scheduled_export_overviews.file_name_template is 'Name of the file without its extension, with tokens such as {report} and {date}; null for the usual one.';
