import { z } from 'zod';
import { PERIOD_NAMES } from '@/recurrence/periods';
import { MAX_LIST } from './filters';
import { hasPeriods, OPERATORS_OF } from './operators';
import type { Report, ReportColumn } from './schema';
import { valueRule } from './values';

/** The grammar of `parseFilters` for one report as a schema, for the OpenAPI description. Which conditions contradict each other no schema says. */
export function filterSchema({ columns }: Pick<Report, 'columns'>) {
  return z.strictObject(Object.fromEntries(columns.map((column) => [column.name, conditionSchema(column)]))).partial();
}

function conditionSchema(column: ReportColumn): z.ZodType {
  const operators = OPERATORS_OF[column.type];
  const value = valueRule(column)?.schema;
  const list = value && z.array(value).min(1).max(MAX_LIST);
  const operands = operators.flatMap((operator) => {
    const operand = operator === 'is_null' ? z.boolean() : operator === 'in' ? list : value;
    return operand ? [[operator, operand]] : [];
  });
  const forms = [
    ...(value ? [value] : []),
    ...(list && operators.includes('in') ? [list] : []),
    z.strictObject(Object.fromEntries(operands)).partial(),
    ...(hasPeriods(column.type) ? [periodSchema(column)] : []),
  ];
  const description = [column.label, column.description].filter(Boolean).join(': ');
  return z.union(forms).meta({ description });
}

function periodSchema({ type }: ReportColumn): z.ZodType {
  const units = type === 'date' ? 'days' : '(days|hours)';
  return z.strictObject({
    period: z.string().regex(new RegExp(`^(${PERIOD_NAMES.join('|')}|last_[1-9][0-9]{0,2}_${units})$`)),
  });
}
