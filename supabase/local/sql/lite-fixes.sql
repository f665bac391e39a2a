-- @supabase/lite 0.10.0 writes these jsonb columns as a JSON string, which a trigger on sign-up could not read.
create or replace function auth.unwrap_user_metadata() returns trigger language plpgsql as $$
begin
  if jsonb_typeof(new.raw_user_meta_data) = 'string' then
    new.raw_user_meta_data := (new.raw_user_meta_data #>> '{}')::jsonb;
  end if;
  if jsonb_typeof(new.raw_app_meta_data) = 'string' then
    new.raw_app_meta_data := (new.raw_app_meta_data #>> '{}')::jsonb;
  end if;
  return new;
end $$;
create or replace trigger a0_unwrap_user_metadata before insert or update on auth.users
  for each row execute function auth.unwrap_user_metadata();

create or replace function auth.unwrap_identity_data() returns trigger language plpgsql as $$
begin
  if jsonb_typeof(new.identity_data) = 'string' then
    new.identity_data := (new.identity_data #>> '{}')::jsonb;
  end if;
  return new;
end $$;
create or replace trigger a0_unwrap_identity_data before insert or update on auth.identities
  for each row execute function auth.unwrap_identity_data();

-- Its own auth.email() reads a setting that nothing sets.
create or replace function auth.email() returns text language sql stable as $$
  select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
$$;
