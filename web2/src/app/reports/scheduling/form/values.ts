import type { DeliveryMethodId } from '@/delivery/catalogue';
import { chosenOptions, DEFAULT_FORMAT, type FormatId, isFormatId } from '@/formats/catalogue';
import type { ReportColumn } from '@/reports/schema';
import type { ScheduledExport, ScheduledExportInput, ScheduledExportPatch } from '@/scheduled-exports/schema';
import type { ChosenColumns } from './column-order';
import { type FileDraft, fileDraftOf, fileInput, NEW_FILE } from './file-draft';
import { type FilterDraft, fromCondition, toCondition } from './filters';
import { dateInZone, nextDay, startOfDay } from './local-date';
import { cronToPreset, DEFAULT_PRESET, type Preset, presetToCron } from './presets';
import { type TargetTexts, targetsInput, textsOf } from './target-texts';

export type ScheduleMode = 'presets' | 'words' | 'cron';

/** One recurrence, seen through three tabs. */
export interface ScheduleDraft {
  mode: ScheduleMode;
  /** The last valid recurrence; an edit of a tab replaces it, opening a tab does not. */
  recurrence: string;
  preset: Preset;
  /** The Presets tab was changed since it was opened: until then `recurrence` may say more than `preset`. */
  presetEdited: boolean;
  words: string;
  cron: string;
}

/** Everything in the form, as the controls hold it. */
export interface FormValues {
  report_type: string;
  filters: FilterDraft[];
  columns: ChosenColumns;
  sort: { column: string; direction: 'asc' | 'desc' }[];
  row_limit: string;
  format: FormatId;
  /** As chosen; what is absent has its default. */
  format_options: Record<string, string | boolean>;
  file: FileDraft;
  schedule: ScheduleDraft;
  timezone: string;
  methods: DeliveryMethodId[];
  to: string[];
  /** By method and name: what its target needs besides. */
  target_fields: TargetTexts;
  /** Null until a person writes one: then it follows report and schedule. */
  name: string | null;
  catch_up: ScheduledExport['catch_up'];
  catch_up_window_hours: string;
  when_empty: ScheduledExport['when_empty'];
  on_holidays: ScheduledExport['on_holidays'];
  /** Days of the job's zone; the last one is included. */
  starts_on: string;
  ends_on: string;
  /** Only for a job that is stopped or paused. */
  resume: boolean;
}

const DEFAULT_RECURRENCE = presetToCron(DEFAULT_PRESET) ?? '';

/** Choosing a report is then enough: CSV, every weekday at 09:00 in the viewer's zone, to the viewer by email. */
export function newValues(viewer: { email: string; timezone: string }): FormValues {
  return {
    report_type: '',
    filters: [],
    columns: null,
    sort: [],
    row_limit: '',
    format: DEFAULT_FORMAT,
    format_options: {},
    file: NEW_FILE,
    schedule: scheduleDraft(DEFAULT_RECURRENCE),
    timezone: viewer.timezone,
    methods: ['email'],
    to: viewer.email ? [viewer.email] : [],
    target_fields: {},
    name: null,
    catch_up: 'latest',
    catch_up_window_hours: '24',
    when_empty: 'send',
    on_holidays: 'run',
    starts_on: '',
    ends_on: '',
    resume: false,
  };
}

/** The values of a saved schedule; `columns` are those of its report. */
export function valuesOf(saved: ScheduledExport, columns: ReportColumn[]): FormValues {
  const { timezone, targets } = saved;
  // a row written past the API may name any
  const format = isFormatId(saved.format) ? saved.format : DEFAULT_FORMAT;
  const filters = Object.entries(saved.filters).map(([name, raw]) => {
    const gone: ReportColumn = { name, label: name, description: '', type: 'other' };
    return fromCondition(columns.find((column) => column.name === name) ?? gone, raw, timezone);
  });
  return {
    report_type: saved.report_type,
    filters,
    columns: saved.columns,
    sort: saved.sort,
    row_limit: saved.row_limit === null ? '' : String(saved.row_limit),
    format,
    format_options: chosenOptions(format, saved.format_options),
    file: fileDraftOf(saved),
    schedule: scheduleDraft(saved.recurrence),
    timezone,
    methods: targets.map(({ method }) => method as DeliveryMethodId).filter((id, i, all) => all.indexOf(id) === i),
    to: targets.flatMap(({ to }) => to ?? []),
    target_fields: textsOf(targets),
    name: saved.name,
    catch_up: saved.catch_up,
    catch_up_window_hours: String(saved.catch_up_window_hours),
    when_empty: saved.when_empty,
    on_holidays: saved.on_holidays,
    starts_on: saved.starts_at ? dateInZone(saved.starts_at, timezone) : '',
    ends_on: saved.ends_at ? dateInZone(saved.ends_at, timezone) : '',
    resume: saved.status === 'failed',
  };
}

function scheduleDraft(recurrence: string): ScheduleDraft {
  const preset = cronToPreset(recurrence);
  return {
    // An RRULE is read as the sentence that it means; few people write one.
    mode: preset ? 'presets' : recurrence.startsWith('RRULE:') ? 'words' : 'cron',
    recurrence,
    preset: preset ?? DEFAULT_PRESET,
    presetEdited: false,
    words: '',
    cron: recurrence,
  };
}

/** The schedule with another tab open. `recurrence` is what the tab left behind means, if it is valid. */
export function withMode(draft: ScheduleDraft, mode: ScheduleMode, recurrence: string): ScheduleDraft {
  return {
    ...draft,
    mode,
    recurrence,
    presetEdited: false,
    preset: cronToPreset(recurrence) ?? draft.preset,
    cron: mode === 'cron' ? recurrence : draft.cron,
  };
}

/** What the open tab says: a recurrence, or words that the server has to read. Empty while it says nothing valid. */
export function saidBy({ mode, recurrence, preset, presetEdited, words, cron }: ScheduleDraft) {
  if (mode === 'words') return words.trim() ? { text: words } : { recurrence };
  if (mode === 'cron') return { recurrence: cron };
  return { recurrence: presetEdited ? (presetToCron(preset) ?? '') : recurrence };
}

/** Which rows and columns, as the API takes them of a job and of a preview. */
export function selectionOf({ filters, columns, sort, row_limit, timezone }: FormValues) {
  return {
    filters: Object.fromEntries(filters.map((draft) => [draft.column, toCondition(draft, timezone)])),
    columns,
    sort,
    row_limit: row_limit.trim() ? Number(row_limit) : null,
  };
}

/** What the API takes for valid values, with the recurrence that they mean and the name that they go by. */
export function toInput(values: FormValues, { recurrence, name }: { recurrence: string; name: string }) {
  const { timezone } = values;
  return {
    name: name.trim(),
    report_type: values.report_type,
    ...selectionOf(values),
    format: values.format,
    format_options: chosenOptions(values.format, values.format_options),
    ...fileInput(values.file),
    recurrence,
    timezone,
    targets: targetsInput(values),
    catch_up: values.catch_up,
    catch_up_window_hours: Number(values.catch_up_window_hours),
    when_empty: values.when_empty,
    on_holidays: values.on_holidays,
    ...datesOf(values),
  } satisfies ScheduledExportInput;
}

/** When the dates begin and end, as instants. */
export function datesOf({ starts_on, ends_on, timezone }: Pick<FormValues, 'starts_on' | 'ends_on' | 'timezone'>) {
  const endOfDay = (date: string) => new Date(Date.parse(startOfDay(nextDay(date), timezone)) - 1000).toISOString();
  return {
    starts_at: starts_on ? startOfDay(starts_on, timezone) : null,
    ends_at: ends_on ? endOfDay(ends_on) : null,
  };
}

/** Only what a person changed, so that a setting made elsewhere is never written back. */
export function toPatch(
  before: ScheduledExportInput,
  after: ScheduledExportInput,
  resume: boolean,
): ScheduledExportPatch {
  const { organization_id: _fixed, ...fields } = after;
  const changed = Object.entries(fields).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof ScheduledExportInput]),
  );
  const patch: ScheduledExportPatch = Object.fromEntries(changed);
  return resume ? { ...patch, status: 'active' } : patch;
}
