import { beforeAll, describe, expect, it } from 'vitest';
import { call, create, paths, useApi } from '#test/api-world';

const world = useApi();
const NAMES = [
  'Beta',
  'beta',
  'Ähre',
  'a,b',
  'a(b)',
  'a"b"',
  'a\\b',
  '100%',
  'under_score',
  'tie',
  'tie',
  'tie',
  'z.eq.1',
  '  é 東京',
];

beforeAll(async () => {
  for (const [index, name] of NAMES.entries()) {
    await create(world.owner, world.organization, {
      name,
      recurrence: `${index % 3} 9 1 ${1 + (index % 2)} *`,
      report_type: index % 4 === 0 ? 'open_findings' : 'compliance_summary',
      email: index === 0 ? 'Zebra@zoo.example' : 'user@example.com',
      status: index % 5 === 0 ? 'paused' : 'active',
    });
  }
  // Ties in every sort.
  await world.rows(
    `update scheduled_exports set created_at = date_trunc('day', created_at) where organization_id = $1 and name < 'b'`,
    [world.organization],
  );
});

const list = (query: string) => call(world.owner, 'GET', `/scheduled-exports${query}`);

async function walk(query: string): Promise<{ id: string; name: string }[]> {
  const seen: { id: string; name: string }[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page++) {
    expect(page).toBeLessThan(30);
    const { status, body } = await list(`?${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    expect(status).toBe(200);
    seen.push(...body.data);
    cursor = body.next_cursor;
  }
  return seen;
}

describe('the list of schedules', () => {
  it.each(['next_run_at', 'name', '-created_at'])(
    'by %s is the same whole list, in pages of any size',
    async (sort) => {
      const whole = (await list(`?sort=${sort}&limit=200`)).body.data.map(({ id }: { id: string }) => id);
      expect(new Set(whole).size).toBe(NAMES.length);
      for (const limit of [1, 2, 5, 14]) {
        expect((await walk(`sort=${sort}&limit=${limit}`)).map(({ id }) => id)).toEqual(whole);
      }
    },
  );

  it('by next run puts what will not run last', async () => {
    const statuses = (await list('?sort=next_run_at')).body.data.map(({ status }: { status: string }) => status);
    expect(statuses).toEqual([...statuses].sort());
    expect(new Set(statuses)).toEqual(new Set(['active', 'paused']));
  });

  it.each([
    ['status=paused', 3],
    ['report_type=open_findings', 4],
    ['status=paused&report_type=open_findings', 1],
    ['status=failed', 0],
    ['report_type=nope', 0],
  ])('takes the filter %s', async (query, length) => {
    expect((await list(`?${query}`)).body.data).toHaveLength(length);
  });

  it.each([
    ['beta', ['Beta', 'beta']],
    ['a,b', ['a,b']],
    ['(b)', ['a(b)']],
    ['100%', ['100%']],
    ['%', ['100%']],
    ['r_s', ['under_score']],
    ['a\\b', ['a\\b']],
    ['z.eq.1', ['z.eq.1']],
    ['東京', ['é 東京']],
    ['ZEBRA@', ['Beta']],
    [' tie ', ['tie', 'tie', 'tie']],
    ['no such thing', []],
    // words of the stored JSON
    ['method', []],
    ['"to"', []],
    ['),id.eq.(', []],
    [`'; drop table scheduled_exports; --`, []],
  ])('finds %s in names and recipients, and nothing else', async (q, names) => {
    const { body } = await list(`?sort=name&q=${encodeURIComponent(q)}`);
    expect(body.data.map(({ name }: { name: string }) => name).toSorted()).toEqual([...names].toSorted());
  });

  it('finds a report by its title', async () => {
    const found = (await list('?q=Open%20findings')).body.data;
    expect(new Set(found.map(({ report_type }: { report_type: string }) => report_type))).toEqual(
      new Set(['open_findings']),
    );
  });

  it.each([
    ['limit=0', ['limit']],
    ['limit=201', ['limit']],
    ['limit=x', ['limit']],
    ['sort=owner_id', ['sort']],
    ['status=sleeping', ['status']],
    ['page=2', ['page']],
    ['organization_id=x', ['organization_id']],
    ['cursor=nonsense', ['cursor']],
    [`cursor=${Buffer.from('["x","y"]').toString('base64url')}`, ['cursor']],
    ['q=%00', ['q']],
  ])('refuses %s, naming it', async (query, expected) => {
    const answer = await list(`?${query}`);
    expect([answer.status, paths(answer)]).toEqual([400, expected]);
  });

  it('refuses the cursor of another sort', async () => {
    const { next_cursor } = (await list('?sort=name&limit=1')).body;
    const answer = await list(`?sort=-created_at&limit=1&cursor=${next_cursor}`);
    expect([answer.status, paths(answer)]).toEqual([400, ['cursor']]);
  });

  it('stays whole when rows are added and removed between pages', async () => {
    const first = (await list('?sort=name&limit=5')).body;
    const removed = first.data[2].id;
    await create(world.owner, world.organization, { name: '0 before all' });
    await call(world.owner, 'DELETE', `/scheduled-exports/${removed}`);
    const rest = await walk(`sort=name&limit=5&cursor=${first.next_cursor}`);
    const ids = [...first.data, ...rest].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(NAMES.length);
  });
});
