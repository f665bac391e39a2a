-- What the roles may do with the tables that the API has just made, as on hosted Supabase.
grant usage on schema auth, storage to postgres, anon, authenticated, service_role;
grant all on all tables in schema auth, storage to postgres;
grant all on all sequences in schema auth, storage to postgres;
grant all on all routines in schema auth, storage to postgres;
-- Row-level security is on for both tables of storage: without a policy only the service role sees anything.
grant all on all tables in schema storage to anon, authenticated, service_role;
grant execute on all functions in schema auth, storage to anon, authenticated, service_role;

-- The history belongs to the role that applies migrations.
alter schema supabase_migrations owner to postgres;
alter table supabase_migrations.schema_migrations owner to postgres;
alter table supabase_migrations.seed_files owner to postgres;
