import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { SCHEDULE_FILTERS } from '../looks';
import type { ScheduledExportFilters } from '../queries';
import { useCursorPages } from '../use-cursor-pages';

const SORTS = ['next_run_at', 'name', '-created_at'] as const;
const TYPING = debounce(250);

const parsers = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(SCHEDULE_FILTERS),
  sort: parseAsStringLiteral(SORTS).withDefault('next_run_at'),
};

export type JobsSort = (typeof SORTS)[number];

const PAGE = 50;

/** Search, filter, order and page of the jobs list. All of it stands in the URL; a change of one begins at page one. */
export function useJobsSearch() {
  const [search, setSearch] = useQueryStates(parsers);
  const pages = useCursorPages('after');
  const change = (changes: Partial<typeof search>, typing = false) => {
    pages.reset();
    void setSearch(changes, typing ? { limitUrlUpdates: TYPING } : undefined);
  };
  const filters: ScheduledExportFilters = { ...search, q: search.q.trim(), cursor: pages.cursor, limit: PAGE };
  return {
    ...search,
    filters,
    pages: { ...pages, size: PAGE },
    isFiltered: Boolean(search.status || search.q.trim()),
    change,
    clear: () => change({ q: '', status: null }),
  };
}

export type JobsSearch = ReturnType<typeof useJobsSearch>;
