import type { ControlProps } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { type FilterDraft, PERIODS } from './filters';
import { ValuePicker } from './value-picker';

type FilterValueProps = {
  draft: FilterDraft;
  /** What the column holds, where that is little. */
  values: string[];
  onChange: (changes: Partial<FilterDraft>) => void;
  onBlur: () => void;
  aria: Omit<ControlProps, 'id'>;
};

const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** The control that a column's type and the operator call for. */
export function FilterValue({ draft, values, onChange, onBlur, aria }: FilterValueProps) {
  const { label, type, operator, value, to } = draft;
  const common = { ...aria, onBlur };
  const pick = (next: string) => onChange({ value: next });
  if (operator === 'empty' || operator === 'not_empty') return null;
  if (operator === 'custom')
    return <code className="wrap-anywhere font-mono text-secondary text-small">{JSON.stringify(draft.raw)}</code>;
  if (operator === 'in') {
    return (
      <ValuePicker
        {...common}
        label={`${label} values`}
        options={values}
        value={draft.values}
        onValueChange={(next) => onChange({ values: next })}
      />
    );
  }
  if (operator === 'period') {
    return (
      <Select
        {...common}
        aria-label={`${label} period`}
        value={value}
        onValueChange={pick}
        options={periodOptions(value)}
      />
    );
  }
  if (type === 'boolean') {
    return <Select {...common} aria-label={`${label} value`} value={value} onValueChange={pick} options={YES_NO} />;
  }
  if (type === 'enum') {
    const options = values.map((label) => ({ value: label, label }));
    return <Select {...common} aria-label={`${label} value`} value={value} onValueChange={pick} options={options} />;
  }
  const kind = inputKind(type);
  if (operator !== 'between') {
    return (
      <Input
        {...common}
        {...kind}
        aria-label={`${label} value`}
        value={value}
        onChange={(event) => pick(event.target.value)}
      />
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2">
      <Input
        {...common}
        {...kind}
        aria-label={`${label} from`}
        value={value}
        onChange={(event) => pick(event.target.value)}
      />
      <span className="text-muted text-small">and</span>
      <Input
        {...common}
        {...kind}
        aria-label={`${label} to`}
        value={to}
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </div>
  );
}

function inputKind(type: FilterDraft['type']) {
  if (type === 'date' || type === 'timestamp' || type === 'local_timestamp') return { type: 'date' };
  return type === 'number' ? { inputMode: 'decimal' as const } : {};
}

function periodOptions(chosen: string) {
  const options = Object.entries(PERIODS).map(([value, label]) => ({ value, label }));
  // one that was set elsewhere: "last_14_days"
  if (PERIODS[chosen] || !chosen) return options;
  const words = chosen.replaceAll('_', ' ');
  return [{ value: chosen, label: words.charAt(0).toUpperCase() + words.slice(1) }, ...options];
}
