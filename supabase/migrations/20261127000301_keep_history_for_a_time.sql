-- How long the history of runs is kept, and what finds old notifications.

alter table public.organizations
  add column history_days integer not null default 400 check (history_days between 90 and 3650);
comment on column public.organizations.history_days is 'Days for which runs, their deliveries and checksums are kept; what a schedule still needs of them is kept longer. Files go earlier, by retention_days.';
grant update (history_days) on public.organizations to authenticated;

-- Rows come in this order, so a block range index finds the old ones at almost no cost to a new one.
create index notifications_created_at_idx on public.notifications using brin (created_at) with (autosummarize = on);
