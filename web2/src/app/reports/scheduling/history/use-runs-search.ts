import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { RUN_FILTERS, TRIGGER_FILTERS } from '../looks';
import type { ExportRunFilters } from '../queries';
import { useCursorPages } from '../use-cursor-pages';

const parsers = {
  job: parseAsString,
  run_status: parseAsStringLiteral(RUN_FILTERS),
  run_trigger: parseAsStringLiteral(TRIGGER_FILTERS),
};

/** Which runs, and which page of them; in the URL, under names that the jobs list beside it does not use. */
export function useRunsSearch(size: number) {
  const [search, setSearch] = useQueryStates(parsers);
  const pages = useCursorPages('runs_after');
  const change = (changes: Partial<typeof search>) => {
    pages.reset();
    void setSearch(changes);
  };
  const filters: ExportRunFilters = {
    scheduled_export_id: search.job,
    status: search.run_status,
    trigger: search.run_trigger,
    cursor: pages.cursor,
    limit: size,
  };
  return {
    ...search,
    filters,
    pages: { ...pages, size },
    isFiltered: Boolean(search.job || search.run_status || search.run_trigger),
    change,
    clear: () => change({ job: null, run_status: null, run_trigger: null }),
  };
}

export type RunsSearch = ReturnType<typeof useRunsSearch>;
