import type { FormatOptions } from './catalogue';
import type { Format } from './format';

/** One array of objects, one object a line. Keys are column names; numbers, booleans and nulls keep their type. */
export const json: Format<FormatOptions<'json'>> = {
  // A row as JSON holds no control character, so with these two as quote and delimiter COPY writes it untouched.
  copySql: (query) =>
    `copy (select case when row_number() over () = 1 then '' else ',' end || row_to_json(report)::text from (${query}) report) ` +
    `to stdout (format csv, quote e'\\x01', delimiter e'\\x02')`,
  async *encode(copy) {
    yield Buffer.from('[\n');
    yield* copy;
    yield Buffer.from(']\n');
  },
};
