import { z } from 'zod';
import { ValidationError } from './errors';
import { unwrap } from './supabase/unwrap';

/** The order of a list: by `column`, and by `id` where that ties. */
interface Order {
  column: string;
  ascending: boolean;
}

/** What is asked of a supabase-js query here. */
interface ListQuery<Row> extends PromiseLike<{ data: Row[] | null; error: { code: string; message: string } | null }> {
  eq(column: string, value: string): ListQuery<Row>;
  gt(column: string, value: string): ListQuery<Row>;
  lt(column: string, value: string): ListQuery<Row>;
  order(column: string, options: { ascending: boolean }): ListQuery<Row>;
  limit(count: number): ListQuery<Row>;
}

/**
 * Reads one page by keyset: after the row that the cursor names, whatever came or went meanwhile.
 * @param query makes the filtered query anew each time; its rows hold `id` and the order's column
 * @param thing named where something is missing
 * @throws ValidationError when the cursor is none of ours, or of another order
 */
export async function readPage<Row extends { id: string }>(
  query: () => unknown,
  { column, ascending }: Order,
  { limit, cursor, thing }: { limit: number; cursor: string | undefined; thing: string },
): Promise<{ data: Row[]; next_cursor: string | null }> {
  const ordered = () =>
    (query() as ListQuery<Row>).order(column, { ascending }).order('id', { ascending }) as ListQuery<Row>;
  const beyond = ascending ? 'gt' : 'lt';
  const rows: Row[] = [];
  if (cursor === undefined) {
    rows.push(...unwrap(await ordered().limit(limit + 1), thing));
  } else {
    // In two steps, so that no value becomes part of a filter expression, where quotes would have to be escaped.
    const { value, id } = decodeCursor(cursor, column);
    rows.push(
      ...unwrap(
        await ordered()
          .eq(column, value)
          [beyond]('id', id)
          .limit(limit + 1),
        thing,
      ),
    );
    const rest = limit + 1 - rows.length;
    if (rest > 0) rows.push(...unwrap(await ordered()[beyond](column, value).limit(rest), thing));
  }
  const data = rows.slice(0, limit);
  const last = data.at(-1) as (Row & Record<string, unknown>) | undefined;
  const more = rows.length > limit && last;
  return { data, next_cursor: more ? encodeCursor({ column, value: String(last[column]), id: last.id }) : null };
}

/** Where a page ends: the order's column with its last value, and the last id. Opaque to callers. */
interface Cursor {
  column: string;
  value: string;
  id: string;
}

const cursorSchema = z.tuple([z.string(), z.string().max(300), z.uuid()]);

export function encodeCursor({ column, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([column, value, id])).toString('base64url');
}

/** @throws ValidationError when it is no cursor of ours for this order */
export function decodeCursor(text: string, expected: string): Cursor {
  try {
    const [column, value, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (column === expected && !value.includes('\0')) return { column, value, id };
  } catch {
    // Whatever it is, it is none of ours.
  }
  throw new ValidationError([
    { path: 'cursor', message: 'Send the next_cursor of the page before, unchanged, with the same sort.' },
  ]);
}
