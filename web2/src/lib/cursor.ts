import { z } from 'zod';
import { ValidationError } from './errors';

/** A keyset cursor: the sort value and id of the last row of a page. Opaque to callers. */
export interface Cursor {
  value: string;
  id: string;
}

const cursorSchema = z.tuple([z.string().max(300), z.uuid()]);

export function encodeCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** @throws ValidationError when it is no cursor of ours */
export function decodeCursor(text: string): Cursor {
  try {
    const [value, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { value, id };
  } catch {
    throw new ValidationError([{ path: 'cursor', message: 'Send the next_cursor of the page before, unchanged.' }]);
  }
}

/** The rows after a cursor as a PostgREST `or` filter, for an order by `column` and then `id`. */
export function afterCursor({ value, id }: Cursor, column: string, ascending: boolean): string {
  const beyond = ascending ? 'gt' : 'lt';
  // Quoted, because a value may hold commas and brackets.
  const quoted = `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return `${column}.${beyond}.${quoted},and(${column}.eq.${quoted},id.${beyond}.${id})`;
}

/** Cuts a page out of `limit + 1` rows. */
export function page<Row extends { id: string }>(
  rows: Row[],
  limit: number,
  sortValue: (row: Row) => string,
): { data: Row[]; next_cursor: string | null } {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return {
    data,
    next_cursor: rows.length > limit && last ? encodeCursor({ value: sortValue(last), id: last.id }) : null,
  };
}
