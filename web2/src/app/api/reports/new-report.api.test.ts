import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, create, paths, tick, useApi } from '#test/api-world';

// What docs/extending.md says is all that a report takes, while the app runs: one view and its comments.

const world = useApi();
const ROOT = 'late_controls';
const at = (query = '') => `/reports/${ROOT}?organization_id=${world.organization}${query}`;

beforeAll(async () => {
  await call(world.owner, 'GET', '/reports'); // whatever could be kept from before is there
  await world.rows(`
    create view reports.${ROOT} with (security_invoker = true) as
      select organization_id, region, status, assessed_on, score, automated, assessor
      from compliance.assessments where score < 101;
    comment on view reports.${ROOT} is E'Late controls\\r\\nEvery assessment with a score.';
    comment on column reports.${ROOT}.assessed_on is E'Assessed on\\nThe day of the check.'`);
});
afterAll(() => world.rows(`drop view if exists reports.${ROOT}`));

describe('a view made while the app runs', () => {
  it('is a report, with its words and its columns’ values', async () => {
    const list = await call(world.viewer, 'GET', '/reports');
    expect(list.body.data).toContainEqual(expect.objectContaining({ report_type: ROOT, title: 'Late controls' }));
    const { body } = await call(world.viewer, 'GET', at());
    expect(body.description).toBe('Every assessment with a score.');
    expect(body.columns.find(({ name }: { name: string }) => name === 'assessed_on')).toEqual({
      ...{ name: 'assessed_on', label: 'Assessed on', description: 'The day of the check.', type: 'date' },
      sql_type: 'date',
    });
    expect(body.columns.find(({ name }: { name: string }) => name === 'region').values).toContain('US');
  });

  it('is in the OpenAPI description, with its own filters; strangers are told of no report', async () => {
    const { body } = await call(world.viewer, 'GET', '/openapi.json');
    const { ScheduledExportInput: input, [`Filters_${ROOT}`]: filters } = body.components.schemas;
    expect(input.properties.report_type.enum).toContain(ROOT);
    expect(Object.keys(filters.properties)).toEqual([
      'region',
      'status',
      'assessed_on',
      'score',
      'automated',
      'assessor',
    ]);
    const open = await call(null, 'GET', '/openapi.json');
    expect(open.status).toBe(200);
    expect(JSON.stringify(open.body)).not.toMatch(/late_controls|compliance_summary/);
    const forged = { headers: { authorization: 'Bearer a.b.c' } };
    expect((await call(null, 'GET', '/openapi.json', forged)).status).toBe(401);
  });

  it('has its filters checked', async () => {
    const body = {
      ...{ report_type: ROOT, recurrence: '@daily', delivery_method: 'download', organization_id: world.organization },
      filters: { regoin: 'US', region: { in: [5] }, score: { gte: 90, lte: 10 }, assessed_on: '2027-02-30' },
      columns: ['score', 'nope'],
      sort: [{ column: 'Score' }],
    };
    const answer = await call(world.owner, 'POST', '/scheduled-exports', { body });
    expect(paths(answer)).toEqual([
      ...[
        'columns.1',
        'filters.assessed_on',
        'filters.region.in.0',
        'filters.regoin',
        'filters.score',
        'sort.0.column',
      ],
    ]);
    expect(JSON.stringify(answer.body.errors)).toContain('Did you mean “region”?');
  });

  it('is exported as asked: filter, columns, order and limit, which history and mail tell of', async () => {
    const { id } = await create(world.owner, world.organization, {
      ...{
        report_type: ROOT,
        filters: { region: 'US', automated: false },
        columns: ['score', 'assessor'],
        row_limit: 3,
      },
      ...{
        sort: [{ column: 'score', direction: 'desc' }],
        recurrence: '0 9 1 1 *',
        delivery_method: 'download',
        email: undefined,
      },
    });
    await world.rows(
      `update scheduled_exports set next_run_at = now() - interval '1 minute', planned_through = now() - interval '370 days' where id = $1`,
      [id],
    );
    await tick();
    const [run] = (await call(world.owner, 'GET', `/export-runs?scheduled_export_id=${id}`)).body.data;
    expect([run.status, run.file.row_count, run.file.truncated]).toEqual(['succeeded', 3, true]);
    const [planned] = await world.rows(`select definition->>'report_title' as title from export_runs where id = $1`, [
      run.id,
    ]);
    expect(planned).toEqual({ title: 'Late controls' });
    expect(run.file.notes).toEqual([
      {
        ...{ code: 'rows_left_out', count: 3, names: [], more_names: 0 },
        message: 'Cut at the job’s limit of 3 rows. More rows matched.',
      },
    ]);
    const download = await call(world.owner, 'GET', `/export-runs/${run.id}/download`);
    const file = await (await fetch(String(download.headers.get('location')))).text();
    const expected = await world.rows(
      `select score::text, assessor from compliance.assessments where organization_id = $1 and region = 'US' and not automated
         and score < 101 order by score desc, assessor limit 3`,
      [world.organization],
    );
    expect(Papa.parse(file.trim()).data).toEqual([['Score', 'Assessor'], ...expected.map(Object.values)]);
  });

  it('is gone with the view', async () => {
    await world.rows(`drop view reports.${ROOT}`);
    expect((await call(world.viewer, 'GET', at())).status).toBe(404);
    expect((await call(world.viewer, 'POST', `/reports/${ROOT}/preview`, { body: {} })).status).toBe(404);
  });
});
