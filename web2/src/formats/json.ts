import type { FormatOptions } from './catalogue';
import type { Format } from './format';
import { copyJsonSql, objects } from './json-rows';

/** One array of objects, one object a line. Keys are column names; numbers, booleans and nulls keep their type. */
export const json: Format<FormatOptions<'json'>> = {
  copySql: (query, { columns }) => copyJsonSql(query, columns),
  encode: (copy, { columns }) => objects(copy, columns, { start: '[\n', between: ',\n', end: '\n]\n', empty: '[]\n' }),
};
