/**
 * Thrift's compact protocol, as much of it as Parquet's headers and footer need.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export type Value =
  | { type: 'bool'; value: boolean }
  | { type: 'i32' | 'i64'; value: number }
  | { type: 'binary'; value: string | Uint8Array }
  | { type: 'list'; of: 'i32' | 'binary' | 'struct'; items: Value[] }
  | Struct;
export type Struct = { type: 'struct'; fields: Fields };
/** By field id; what is undefined is left out. */
type Fields = Record<number, Value | undefined>;

const CODES = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

export const bool = (value: boolean): Value => ({ type: 'bool', value });
export const i32 = (value: number): Value => ({ type: 'i32', value });
/** Sizes and counts, which stay below 2^53. */
export const i64 = (value: number): Value => ({ type: 'i64', value });
export const binary = (value: string | Uint8Array): Value => ({ type: 'binary', value });
export const list = (of: 'i32' | 'binary' | 'struct', items: Value[]): Value => ({ type: 'list', of, items });
export const struct = (fields: Fields): Struct => ({ type: 'struct', fields });

export function thriftBytes(value: Struct): Buffer {
  const parts: (Buffer | Uint8Array)[] = [];
  let small: number[] = [];
  const flush = () => {
    if (small.length > 0) parts.push(Buffer.from(small));
    small = [];
  };
  const varint = (number: number) => {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) small.push((rest % 128) | 128);
    small.push(rest);
  };
  const zigzag = (number: number) => varint(number < 0 ? -2 * number - 1 : 2 * number);

  const write = (written: Value): void => {
    switch (written.type) {
      case 'bool':
        small.push(written.value ? 1 : 2); // only within lists, which Parquet's metadata has none of
        break;
      case 'i32':
      case 'i64':
        zigzag(written.value);
        break;
      case 'binary': {
        const bytes = Buffer.from(written.value as Uint8Array);
        varint(bytes.length);
        flush();
        parts.push(bytes);
        break;
      }
      case 'list':
        if (written.items.length < 15) small.push((written.items.length << 4) | CODES[written.of]);
        else {
          small.push(0xf0 | CODES[written.of]);
          varint(written.items.length);
        }
        written.items.forEach(write);
        break;
      case 'struct': {
        let last = 0;
        for (const [key, field] of Object.entries(written.fields)) {
          if (!field) continue;
          const id = Number(key); // integer keys come in order
          const code = field.type === 'bool' ? (field.value ? 1 : 2) : CODES[field.type];
          small.push(((id - last) << 4) | code); // ids lie less than 16 apart
          last = id;
          if (field.type !== 'bool') write(field);
        }
        small.push(0);
      }
    }
  };
  write(value);
  flush();
  return Buffer.concat(parts);
}
