import type { FormatOptions } from './catalogue';
import type { Format } from './format';
import { copyJsonSql, objects } from './json-rows';

/** One object a line, for programs that read rows as they come: typed as in JSON. */
export const ndjson: Format<FormatOptions<'ndjson'>> = {
  copySql: (query, { columns }) => copyJsonSql(query, columns),
  encode: (copy, { columns }) => objects(copy, columns, { start: '', between: '\n', end: '\n', empty: '' }),
};
