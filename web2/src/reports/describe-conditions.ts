import type { Condition } from './filters';
import { hasPeriods, type Operator } from './operators';

const WORDS: Record<Exclude<Operator, 'in' | 'is_null'>, string> = {
  eq: 'is',
  neq: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  contains: 'contains',
};

const IN_TIME: Partial<typeof WORDS> = { gt: 'is after', gte: 'is from', lt: 'is before', lte: 'is until' };

/** Each condition as a phrase for people: `Region is US`, `Assessed on is from 2026-03-02 to 2026-03-08`. */
export function describeConditions(conditions: Condition[]): string[] {
  return conditions.map((condition) => `${condition.column.label} ${phrase(condition)}`);
}

function phrase(condition: Condition): string {
  switch (condition.operator) {
    case 'in':
      return `is one of ${condition.values.map(shown).join(', ')}`;
    case 'is_null':
      return condition.value ? 'is empty' : 'is not empty';
    case 'period':
      return `is in ${periodPhrase(condition.period)}`;
    default: {
      const inTime = hasPeriods(condition.column.type);
      return `${(inTime && IN_TIME[condition.operator]) || WORDS[condition.operator]} ${shown(condition.value)}`;
    }
  }
}

function periodPhrase(period: Extract<Condition, { operator: 'period' }>['period']): string {
  const name = period.period.replaceAll('_', ' ');
  if (!('start' in period)) return name;
  if (name.endsWith('hours')) return `${name}, ${shownTime(period.start_local)} to ${shownTime(period.end_local)}`;
  // The end is exclusive; people name the last day that counts.
  const last = new Date(Date.parse(period.end_date) - 86_400_000).toISOString().slice(0, 10);
  return `${name}, ${[...new Set([period.start_date, last])].join(' to ')}`;
}

function shown(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === '' ? '“”' : String(value);
}

const shownTime = (local: string) => local.slice(0, 16).replace('T', ' ');
