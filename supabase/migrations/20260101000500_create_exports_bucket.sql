-- The private bucket of export files. No policy on storage.objects: only the service reads and writes it.

insert into storage.buckets (id, name, public) values ('exports', 'exports', false)
on conflict (id) do nothing;
