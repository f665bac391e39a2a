import { describe, expect, it } from 'vitest';
import { call, paths, useApi } from '#test/api-world';

const world = useApi();

describe('the reports', () => {
  it('are the views that the caller may read, with their columns', async () => {
    const { body } = await call(world.viewer, 'GET', '/reports');
    expect(body.next_cursor).toBeNull();
    expect(body.data.map(({ report_type }: { report_type: string }) => report_type).toSorted()).toEqual([
      'compliance_summary',
      'control_assessments',
      'open_findings',
    ]);
    const summary = body.data.find(({ report_type }: { report_type: string }) => report_type === 'compliance_summary');
    expect(summary).toMatchObject({ title: 'Compliance summary', description: expect.stringMatching(/^Outcomes/) });
    expect(summary.columns).toContainEqual({
      ...{ name: 'region', label: 'Region', description: '', type: 'text', sql_type: 'text' },
    });
    expect(summary.columns.map(({ name }: { name: string }) => name)).not.toContain('organization_id');
  });

  it('one by one offer the values of their text columns, of the organisation alone', async () => {
    const path = `/reports/compliance_summary?organization_id=${world.organization}`;
    const { body } = await call(world.viewer, 'GET', path);
    const values = (name: string) => body.columns.find((column: { name: string }) => column.name === name).values;
    expect(values('region')).toEqual(['APAC', 'CA', 'EU', 'LATAM', 'UK', 'US']);
    expect(values('passed')).toBeUndefined();
    const own = await call(world.stranger, 'GET', '/reports/compliance_summary');
    expect(own.body.columns.find((column: { name: string }) => column.name === 'region').values).toEqual([]);
  });

  it('that do not exist are not found', async () => {
    for (const name of ['nope', 'pg_class', '%00', "x'--"])
      expect((await call(world.owner, 'GET', `/reports/${name}`)).status).toBe(404);
  });
});

describe('a preview of a recurrence', () => {
  const preview = (body: unknown) => call(world.viewer, 'POST', '/recurrences/preview', { body });

  it('shows the next runs in the zone, with their offsets', async () => {
    const { body } = await preview({
      recurrence: '30 2 * * *',
      timezone: 'America/New_York',
      from: '2027-03-13T00:00:00Z',
      count: 3,
    });
    expect(body).toMatchObject({
      recurrence: '30 2 * * *',
      timezone: 'America/New_York',
      description: expect.any(String),
    });
    expect(body.occurrences.map(({ at }: { at: string }) => Date.parse(at))).toEqual(
      ['2027-03-13T07:30:00Z', '2027-03-14T07:00:00Z', '2027-03-15T06:30:00Z'].map(Date.parse),
    );
    expect(body.occurrences[1].note).toEqual(expect.any(String));
  });

  it.each([
    [{}, ['recurrence']],
    [{ recurrence: 'x' }, ['recurrence']],
    [{ recurrence: '@daily', timezone: 'x' }, ['timezone']],
    [{ recurrence: '@daily', count: 101 }, ['count']],
    [{ recurrence: '@daily', from: 'now' }, ['from']],
    [{ recurrence: '@daily', hello: 1 }, ['hello']],
  ])('refuses %j', async (body, expected) => {
    const answer = await preview(body);
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
  });
});
