import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DELIVERY_STATUSES, RUN_STATUSES } from '@/export-runs/schema';
import { SCHEDULE_STATUSES } from '@/scheduled-exports/schema';
import type { World } from './worker-world';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/semantics.md'), 'utf8');

/** The table of docs/semantics.md whose first head cells are these, as a record per row. */
export function documentedTable(heading: string, firstCell: string): Record<string, string>[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading));
  if (!section) throw new Error(`docs/semantics.md has no section “${heading}”`);
  const tables = section.split(/\n\n+/).filter((block) => block.startsWith('|'));
  const lines = tables.map((table) => table.trim().split('\n')).find(([head]) => cells(head ?? '')[0] === firstCell);
  if (!lines) throw new Error(`“${heading}” has no table that begins with “${firstCell}”`);
  const head = cells(lines[0] ?? '');
  return lines
    .slice(2)
    .map((line) => Object.fromEntries(cells(line).map((cell, index) => [head[index] ?? `${index}`, cell])));
}

const cells = (line: string): string[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

const STATUSES = { Schedule: SCHEDULE_STATUSES, Run: RUN_STATUSES, Delivery: DELIVERY_STATUSES } as const;
type Entity = keyof typeof STATUSES;

interface Transition {
  from: string[];
  trigger: string;
  to: string[];
  who: string;
}

/** The documented transitions: the statuses that a row's cells name. */
export function transitionTable(entity: Entity): Transition[] {
  return documentedTable(entity, 'from').map(({ from = '', trigger = '', to = '', who = '' }) => ({
    ...{ from: statuses(entity, from), trigger, to: statuses(entity, to), who },
  }));
}

function statuses(entity: Entity, cell: string): string[] {
  if (cell === '–') return ['new'];
  if (cell === 'any') return [...STATUSES[entity]];
  // What stands in brackets is a reason, and some are words like a status.
  const named = STATUSES[entity].filter((status) => new RegExp(`\\b${status}\\b`).test(cell.replace(/\(.*?\)/g, '')));
  return named.length > 0 ? named : ['deleted'];
}

/**
 * Walks a table of docs/semantics.md: a scenario per row, by the row's trigger. Each must be seen to lead from all of the row's
 * statuses and to all of them, and nothing may happen on the way that no row says.
 */
export function walkTransitions(world: World, entity: Entity, scenarios: Record<string, () => Promise<unknown>>): void {
  const table = transitionTable(entity);
  const documented = new Set(
    table.flatMap(({ from, to }) => from.flatMap((was) => to.map((became) => `${was} → ${became}`))),
  );

  beforeEach(() => world.rows('truncate testing.transitions'));

  describe(`${entity}, as docs/semantics.md says`, () => {
    it('has a scenario for each row, and none without a row', () => {
      expect(Object.keys(scenarios).toSorted()).toEqual(table.map(({ trigger }) => trigger).toSorted());
    });

    it.each(table)('$from – $trigger → $to', async ({ from, trigger, to }) => {
      await scenarios[trigger]?.();
      const seen = await world.rows('select was, became from testing.transitions where entity = $1 order by n', [
        entity,
      ]);
      const pairs = seen.map(({ was, became }) => `${was} → ${became}`);
      const ofRow = seen.filter(({ was, became }) => from.includes(was) && to.includes(became));
      expect(new Set(ofRow.map(({ was }) => was)), 'reached from').toEqual(new Set(from));
      expect(new Set(ofRow.map(({ became }) => became)), 'leads to').toEqual(new Set(to));
      expect(pairs.filter((pair) => !documented.has(pair))).toEqual([]);
    });
  });
}
