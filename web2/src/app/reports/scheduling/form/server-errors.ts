import { type DeliveryMethodId, targetFields } from '@/delivery/catalogue';
import type { FieldError } from '@/lib/errors';
import type { FilterDraft } from './filters';

const FIELDS: Record<string, string> = {
  report_type: 'report_type',
  format: 'format',
  recurrence: 'schedule',
  text: 'schedule',
  timezone: 'timezone',
  targets: 'to',
  email: 'to',
  delivery_method: 'methods',
  name: 'name',
  columns: 'columns',
  sort: 'sort',
  row_limit: 'row_limit',
  compression: 'file.compression',
  archive_password: 'file.password',
  file_name_template: 'file.name',
  catch_up_window_hours: 'catch_up_window_hours',
  starts_at: 'starts_on',
  ends_at: 'ends_on',
};

type Placed = { filters: FilterDraft[]; methods: readonly DeliveryMethodId[] };

/** Sorts what the server refused: to the fields that show it, and the rest for the bar. */
export function placeErrors(errors: FieldError[], { filters, methods }: Placed) {
  const placed: { field: string; message: string }[] = [];
  const rest: string[] = [];
  for (const { path, message } of errors) {
    const field = targetField(path, methods) ?? fieldOf(path, filters);
    if (field) placed.push({ field, message });
    else rest.push(message);
  }
  return { placed, rest };
}

function fieldOf(path: string, filters: FilterDraft[]): string | undefined {
  const [root = '', column] = path.split('.');
  if (root === 'format_options' && column) return path;
  if (root !== 'filters') return FIELDS[root];
  const index = filters.findIndex((draft) => draft.column === column);
  return index < 0 ? undefined : `filters.${index}.value`;
}

/** `targets.0.url` is a field of the first method that was chosen. */
function targetField(path: string, methods: readonly DeliveryMethodId[]): string | undefined {
  const [root, index, name = ''] = path.split('.');
  const method = root === 'targets' ? methods[Number(index)] : undefined;
  return method && name in targetFields(method) ? `target_fields.${method}.${name}` : undefined;
}
