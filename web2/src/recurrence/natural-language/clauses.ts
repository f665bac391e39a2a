import { RecurrenceError } from '@/recurrence/errors';

/** What a clause is about. Two of a kind with another between them would be two schedules. */
export type ClauseKind = 'weekday' | 'month day' | 'date' | 'month' | 'time';

/** One clause of a sentence; `key` is the same for clauses that mean the same. */
export type Clause = { readonly kind: ClauseKind; readonly text: string; readonly key: string };

type Group = 'day' | 'month' | 'time';

export function groupOf(kind: ClauseKind): Group {
  return kind === 'month' || kind === 'time' ? kind : 'day';
}

/**
 * The problem of "monday at 9 and friday at 10": two schedules, which one would mix up. "Monday at 9 and friday at 9"
 * and "monday at 9 and monday at 10" are one, since every day has the same times. Null when nothing stands apart.
 */
export function standApart(clauses: readonly Clause[]): RecurrenceError | null {
  const pair = firstApart(clauses);
  if (!pair || (isGrid(clauses) && !clauses.some(({ kind }) => kind === 'month'))) return null;
  const [one, other] = pair;
  return new RecurrenceError(
    `“${one.text}” and “${other.text}” stand apart, so it is not clear what goes together. Make two schedules.`,
    { words: [one.text, other.text] },
  );
}

function firstApart(clauses: readonly Clause[]): [Clause, Clause] | null {
  for (const [index, clause] of clauses.entries()) {
    const last = clauses[index - 1];
    const same = clauses.slice(0, index).find(({ kind }) => kind === clause.kind);
    if (same && last && groupOf(last.kind) !== groupOf(clause.kind)) return [same, clause];
  }
  return null;
}

/** Days and times by turns, and either all the days or all the times alike. */
function isGrid(clauses: readonly Clause[]): boolean {
  const [even, odd] = [0, 1].map((rest) => clauses.filter((_, index) => index % 2 === rest));
  const columns = [even ?? [], odd ?? []];
  const byTurns = even?.length === odd?.length && columns.every((column) => new Set(column.map(groupIn)).size === 1);
  return byTurns && columns.some((column) => new Set(column.map(({ key }) => key)).size === 1);
}

function groupIn({ kind }: Clause): Group {
  return groupOf(kind);
}
