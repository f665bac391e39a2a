import type { Condition } from './filters';
import type { Operator } from './operators';
import { type Scalar, valueType } from './values';

type Bound = { operator: Operator; value: Scalar };

/** Says why no row can meet all of one column's conditions, where that is plain from them; else undefined. */
export function contradiction(conditions: Condition[]): string | undefined {
  const [first] = conditions;
  if (!first || conditions.length < 2) return undefined;
  const { column } = first;
  if (conditions.some((each) => each.operator === 'is_null' && each.value))
    return `${column.label} cannot be empty and meet another condition.`;
  const bounds = conditions.filter((each): each is Condition & Bound => 'value' in each);
  const lower = bounds.find(({ operator }) => operator === 'gt' || operator === 'gte');
  const upper = bounds.find(({ operator }) => operator === 'lt' || operator === 'lte');
  if (!lower || !upper) return undefined;
  const [low, high] = [comparable(valueType(column), lower.value), comparable(valueType(column), upper.value)];
  const strict = lower.operator === 'gt' || upper.operator === 'lt';
  // Two texts of one number may be more than a double tells apart; PostgreSQL decides about those.
  const empty = low > high || (strict && low === high && String(lower.value) === String(upper.value));
  return empty
    ? `No ${column.label} is ${WORDS[lower.operator]} ${lower.value} and ${WORDS[upper.operator]} ${upper.value}.`
    : undefined;
}

const WORDS: Partial<Record<Operator, string>> = { gt: 'above', gte: 'at least', lt: 'below', lte: 'at most' };

function comparable(type: string, value: Scalar): number | string {
  if (type === 'number') return Number(value);
  return type === 'timestamp' ? Date.parse(String(value)) : String(value);
}
