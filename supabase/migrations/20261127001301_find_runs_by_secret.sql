-- A password is kept as long as a run that names it: so a failed run can be tried again whenever it is looked at.

create index export_runs_secret_id_idx on public.export_runs ((definition ->> 'secret_id')) where definition ->> 'secret_id' is not null;
