import { describe, expect, it } from 'vitest';
import { type DefinitionSource, definitionSchema, planDefinition } from './definition';

const source: DefinitionSource = {
  ...{ name: 'Weekly', organization_name: 'Northwind', owner_id: null, owner_name: null, report_title: 'Items' },
  ...{ report_type: 'items', columns: null, sort: [], row_limit: null, format: 'csv', format_options: {} },
  ...{ compression: 'none', secret_id: null, file_name_template: null },
  ...{ targets: [{ method: 'download' }], recurrence: '0 9 * * 1', timezone: 'Pacific/Auckland', starts_at: null },
  ...{ when_empty: 'send', when_unchanged: 'send' },
  filters: { region: 'US', day: { period: 'yesterday' }, at: { period: 'last_2_hours' }, odd: { period: 'never' } },
};

describe('the definition that a run executes', () => {
  const whole = { ...source, id: 'x', status: 'active', planned_through: new Date() };
  const { definition, period } = planDefinition(whole, new Date('2026-04-05T14:30:00Z'), 1);

  it('holds what runs and nothing else of the schedule', () => {
    expect(definitionSchema.parse(definition)).toEqual(definition);
    expect(Object.keys(definition).toSorted()).toEqual(Object.keys(definitionSchema.shape).toSorted());
  });

  it('reads periods as of the occurrence, in the schedule’s zone, through a change of clocks', () => {
    // 5 April 2026 has 25 hours in Auckland; 14:30Z is 02:30 on the 6th there.
    expect(definition.filters).toEqual({
      region: 'US',
      day: {
        ...{ period: 'yesterday', start: '2026-04-04T11:00:00.000Z', end: '2026-04-05T12:00:00.000Z' },
        ...{ start_date: '2026-04-05', end_date: '2026-04-06' },
        ...{ start_local: '2026-04-05T00:00:00.000', end_local: '2026-04-06T00:00:00.000' },
      },
      at: {
        ...{ period: 'last_2_hours', start: '2026-04-05T12:30:00.000Z', end: '2026-04-05T14:30:00.000Z' },
        ...{ start_date: '2026-04-06', end_date: '2026-04-06' },
        ...{ start_local: '2026-04-06T00:30:00.000', end_local: '2026-04-06T02:30:00.000' },
      },
      odd: { period: 'never' },
    });
  });

  it('takes the first period for the run’s own', () => {
    expect(period).toEqual({ start: new Date('2026-04-04T11:00:00Z'), end: new Date('2026-04-05T12:00:00Z') });
    expect(planDefinition({ ...source, filters: {} }, new Date(), 1).period).toBeNull();
  });

  it('starts the week on the organisation’s day', () => {
    const weekly = { ...source, timezone: 'UTC', filters: { day: { period: 'this_week' } } };
    const start = (day: number) => planDefinition(weekly, new Date('2026-03-04T12:00:00Z'), day).period?.start;
    expect([1, 3, 7].map((day) => start(day)?.toISOString().slice(0, 10))).toEqual([
      ...['2026-03-02', '2026-03-04', '2026-03-01'],
    ]);
  });
});
