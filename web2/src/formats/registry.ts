import type { FormatId } from './catalogue';
import { csv } from './csv';
import type { Format } from './format';
import { json } from './json';

/** How each format is written. A format without an entry does not compile. */
export const formats = { csv, json } as const satisfies Record<FormatId, Format>;
