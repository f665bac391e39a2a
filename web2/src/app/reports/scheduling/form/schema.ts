import { z } from 'zod';
import { FORMATS, withDefaults } from '@/formats/catalogue';
import { findConflict } from '@/formats/options';
import { fileIssues } from './file-draft';
import type { FilterDraft } from './filters';
import { presetToCron } from './presets';
import { missingTexts } from './target-texts';
import { parseTimeOfDay } from './time-of-day';
import type { FormValues, ScheduleDraft } from './values';

const MAX_ROWS = 100_000_000;
// only what can be seen to be incomplete; the server decides
const ADDRESS = /^[^\s@"<>,;]+@[^\s@"<>,;]+\.[^\s@."<>,;]{2,}$/;

/** Whether a text can be a mail address: the same check for chips and for saving. */
export const isAddress = (text: string): boolean => ADDRESS.test(text) && text.length <= 254;

interface Issue {
  path: PropertyKey[];
  message: string;
}

/** Rules that need no server. Everything else comes back from it and lands on the same fields. */
export const formSchema = z.custom<FormValues>().superRefine((values, context) => {
  for (const { path, message } of [
    ...reportIssues(values),
    ...values.filters.flatMap((draft, index) => filterIssues(draft).map((issue) => at(['filters', index], issue))),
    ...formatIssues(values),
    ...fileIssues(values.file).map((issue) => at(['file'], issue)),
    ...selectionIssues(values),
    ...scheduleIssues(values.schedule).map((issue) => at(['schedule'], issue)),
    ...deliveryIssues(values),
    ...advancedIssues(values),
  ]) {
    context.addIssue({ code: 'custom', path, message });
  }
});

const at = (path: PropertyKey[], issue: Issue): Issue => ({ ...issue, path: [...path, ...issue.path] });

function reportIssues({ report_type, timezone }: FormValues): Issue[] {
  return [
    ...(report_type ? [] : [{ path: ['report_type'], message: 'Choose a report.' }]),
    ...(timezone ? [] : [{ path: ['timezone'], message: 'Choose a time zone.' }]),
  ];
}

export function filterIssues({ label, type, operator, value, to, values }: FilterDraft): Issue[] {
  const missing = (path: string): Issue => ({
    path: [path],
    message: `Choose a value for ${label} or remove the filter.`,
  });
  if (operator === 'empty' || operator === 'not_empty' || operator === 'custom') return [];
  if (operator === 'in') return values.length ? [] : [missing('values')];
  if (!value.trim()) return [missing('value')];
  if (operator === 'between' && !to.trim()) return [missing('to')];
  if (type === 'number') {
    const wrong = [value, ...(operator === 'between' ? [to] : [])].find((text) => !Number.isFinite(Number(text)));
    if (wrong !== undefined)
      return [{ path: [wrong === value ? 'value' : 'to'], message: `“${wrong}” is not a number.` }];
  }
  const reversed = operator === 'between' && (type === 'number' ? Number(value) > Number(to) : value > to);
  return reversed ? [{ path: ['to'], message: 'The second value must not be before the first.' }] : [];
}

function formatIssues({ format, format_options }: FormValues): Issue[] {
  const conflict = findConflict(FORMATS[format].conflicts, withDefaults(format, format_options));
  return conflict ? [{ path: ['format_options', conflict.option], message: conflict.message }] : [];
}

export function selectionIssues({ columns, sort, row_limit }: FormValues): Issue[] {
  const issues: Issue[] = [];
  if (columns && !columns.length) issues.push({ path: ['columns'], message: 'Keep at least one column.' });
  if (new Set(sort.map(({ column }) => column)).size < sort.length)
    issues.push({ path: ['sort'], message: 'Sort by each column once.' });
  if (row_limit.trim() && !whole(row_limit, MAX_ROWS))
    issues.push({ path: ['row_limit'], message: 'Enter a whole number from 1 to 100,000,000, or nothing.' });
  return issues;
}

function scheduleIssues({ mode, cron, preset, presetEdited }: ScheduleDraft): Issue[] {
  // Without words the schedule stays as it is.
  if (mode === 'words') return [];
  if (mode === 'cron')
    return cron.trim() ? [] : [{ path: ['cron'], message: 'Write a cron expression, such as 0 9 * * 1-5.' }];
  if (!presetEdited || presetToCron(preset)) return [];
  if (!parseTimeOfDay(preset.at)) {
    return [{ path: ['preset', 'at'], message: `“${preset.at}” is not a time. Try 17:00 or 5pm.` }];
  }
  return [{ path: ['preset', 'days'], message: 'Choose at least one day.' }];
}

function deliveryIssues(values: FormValues): Issue[] {
  const { methods } = values;
  if (!methods.length) return [{ path: ['methods'], message: 'Add at least one way to deliver.' }];
  return [...missingTexts(values), ...(methods.includes('email') ? recipientIssues(values) : [])];
}

function recipientIssues({ to }: FormValues): Issue[] {
  if (!to.length) return [{ path: ['to'], message: 'Add at least one address.' }];
  if (to.length > 100) return [{ path: ['to'], message: 'Use at most 100 addresses.' }];
  const wrong = to.find((address) => !isAddress(address));
  return wrong === undefined ? [] : [{ path: ['to'], message: `“${wrong}” is not a complete address.` }];
}

function advancedIssues({ name, catch_up, catch_up_window_hours, starts_on, ends_on }: FormValues): Issue[] {
  const issues: Issue[] = [];
  if (name !== null && !name.trim()) issues.push({ path: ['name'], message: 'Give it a name.' });
  if (name !== null && name.trim().length > 120)
    issues.push({ path: ['name'], message: 'Use at most 120 characters.' });
  if (catch_up === 'all' && !whole(catch_up_window_hours, 720)) {
    issues.push({ path: ['catch_up_window_hours'], message: 'Enter 1 to 720 hours.' });
  }
  if (starts_on && ends_on && ends_on < starts_on) {
    issues.push({ path: ['ends_on'], message: 'The end must be after the start.' });
  }
  return issues;
}

const whole = (text: string, most: number) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;
