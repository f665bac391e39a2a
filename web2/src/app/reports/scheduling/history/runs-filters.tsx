import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Select } from '@/components/ui/select';
import { RUN_FILTERS, RUN_LOOKS, TRIGGER_FILTERS, TRIGGER_WORDS } from '../looks';
import { useScheduleNames } from '../queries';
import type { RunsSearch } from './use-runs-search';

const ALL = 'all';
const STATUSES = [
  { value: ALL, label: 'Any status' },
  ...RUN_FILTERS.map((value) => ({ value, label: RUN_LOOKS[value].word })),
];

const TRIGGERS = [
  { value: ALL, label: 'Any trigger' },
  ...TRIGGER_FILTERS.map((value) => ({ value, label: TRIGGER_WORDS[value] })),
];

/** Job, status and trigger of the runs. `nameOf` knows the chosen job even where it is no longer in the list. */
export function RunsFilters({ search, chosenName }: { search: RunsSearch; chosenName: string | undefined }) {
  const jobs = useScheduleNames();
  const options = (jobs.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const known = !search.job || options.some(({ value }) => value === search.job);
  const chosen = known ? [] : [{ value: search.job ?? ALL, label: chosenName ?? 'One job' }];
  const filter = (value: string) =>
    search.change({ run_status: RUN_FILTERS.find((status) => status === value) ?? null });
  const byTrigger = (value: string) =>
    search.change({ run_trigger: TRIGGER_FILTERS.find((trigger) => trigger === value) ?? null });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="w-60 max-w-full max-sm:w-full">
        <Combobox
          aria-label="Job"
          value={search.job ?? ALL}
          onValueChange={(job) => search.change({ job: job === ALL ? null : job })}
          options={[{ value: ALL, label: 'Any job' }, ...chosen, ...options]}
          placeholder="Any job"
          searchPlaceholder="Search jobs"
          emptyText="No job matches."
        />
      </div>
      <div className="w-40 max-sm:flex-1">
        <Select aria-label="Status" value={search.run_status ?? ALL} onValueChange={filter} options={STATUSES} />
      </div>
      <div className="w-40 max-sm:flex-1">
        <Select aria-label="Trigger" value={search.run_trigger ?? ALL} onValueChange={byTrigger} options={TRIGGERS} />
      </div>
      {search.isFiltered ? (
        <Button variant="ghost" onClick={search.clear}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
