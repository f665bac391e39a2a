-- A file with a thousand recipients must not hold up the next file: deliveries take turns.

alter table public.export_deliveries add column turn integer not null default 0;
comment on column public.export_deliveries.turn is 'Place among the deliveries of its run; the claim goes by it, so that every run''s first recipients come before any run''s next.';

-- New ones are due at once and go by turn; what was tried waits for its back-off and goes by that.
drop index public.export_deliveries_queue_idx;
create index export_deliveries_new_idx on public.export_deliveries (turn, run_after) where status = 'pending' and attempt = 0;
create index export_deliveries_retry_idx on public.export_deliveries (run_after) where status = 'pending' and attempt > 0;
