import { type RefObject, useEffect, useRef } from 'react';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { SCHEDULE_FILTERS, SCHEDULE_WORDS } from '../looks';
import type { JobsSearch, JobsSort } from './use-jobs-search';

const ALL = 'all';
const QUICK = [
  { value: ALL, label: 'All' },
  ...SCHEDULE_FILTERS.map((value) => ({ value, label: SCHEDULE_WORDS[value] })),
];

const SORTS: { value: JobsSort; label: string }[] = [
  { value: 'next_run_at', label: 'Next run' },
  { value: 'name', label: 'Name' },
  { value: '-created_at', label: 'Newest' },
];

/** Search, quick filters and order of the jobs list. */
export function JobsToolbar({ search }: { search: JobsSearch }) {
  const input = useRef<HTMLInputElement>(null);
  useSlash(input);
  const filter = (value: string) =>
    search.change({ status: SCHEDULE_FILTERS.find((status) => status === value) ?? null });
  return (
    <div className="flex flex-wrap items-center gap-2 border-border border-b p-3">
      <Input
        ref={input}
        type="search"
        aria-label="Search jobs"
        placeholder="Search name, report or recipient"
        value={search.q}
        onChange={(event) => search.change({ q: event.target.value }, true)}
        className="w-full sm:w-72"
      />
      <div className="-mx-1 max-w-full overflow-x-auto p-1">
        <Segmented
          label="Show"
          value={search.status ?? ALL}
          onValueChange={filter}
          options={QUICK}
          className="max-w-none max-sm:[&>button]:px-2"
        />
      </div>
      <div className="ml-auto w-36 max-sm:hidden">
        <Select
          aria-label="Sort"
          value={search.sort}
          onValueChange={(sort) => search.change({ sort: sort as JobsSort })}
          options={SORTS}
        />
      </div>
    </div>
  );
}

/** The key `/` moves the focus to the search. */
function useSlash(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [input]);
}
