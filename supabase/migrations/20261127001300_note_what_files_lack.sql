-- A format cannot carry everything: what it left out stands with the file, where history, mail and API find it. That the row
-- limit left rows out is one of these notes.

alter table public.export_files add column notes jsonb not null default '[]';
update public.export_files
  set notes = jsonb_build_array(jsonb_build_object('code', 'rows_left_out', 'count', row_count, 'names', '[]'::jsonb, 'more_names', 0))
  where truncated and row_count > 0;
alter table public.export_files
  drop column truncated,
  add column truncated boolean not null generated always as (notes @> '[{"code": "rows_left_out"}]') stored,
  -- What is no note counts as none, so the lengths differ.
  add constraint export_files_notes_check check (
    jsonb_typeof(notes) = 'array' and octet_length(notes::text) <= 16384
    and jsonb_array_length(notes) = jsonb_array_length(jsonb_path_query_array(notes,
      '$[*] ? (@.code like_regex "^[a-z][a-z0-9_]{0,30}$" && @.count >= 1 && @.names.type() == "array" && @.more_names >= 0)')));
comment on column public.export_files.notes is 'What the file does not hold as the report has it: [{code, count, names, more_names}], see web2/src/formats/file-notes.ts.';
comment on column public.export_files.truncated is 'The row limit was reached and rows were left out: the note rows_left_out.';
grant select (notes, truncated) on public.export_files to authenticated;
