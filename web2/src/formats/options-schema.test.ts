import { describe, expect, it } from 'vitest';
import { ValidationError } from '@/lib/errors';
import { FORMAT_IDS, FORMATS, type FormatEntry } from './catalogue';
import { formatOptionsSchema, parseFormatOptions } from './options-schema';

function mistakesOf(options: unknown) {
  try {
    parseFormatOptions('csv', options);
  } catch (error) {
    if (error instanceof ValidationError) return error.errors;
    throw error;
  }
  return [];
}

describe('the options of a format', () => {
  it('take their defaults where they are not named', () => {
    expect(parseFormatOptions('csv', { delimiter: 'tab' })).toEqual({
      ...{ delimiter: 'tab', decimal_separator: 'point', header: true, bom: false, formula_guard: true },
      line_ending: 'lf',
    });
    expect(parseFormatOptions('json', {})).toEqual({});
  });

  it.each([
    [{ delimiter: ':' }, 'format_options.delimiter', 'Choose one of comma, semicolon, tab, pipe.'],
    [{ header: 'no' }, 'format_options.header', 'Write true or false.'],
    [{ colour: 'red' }, 'format_options.colour', 'There is no such field.'],
    [null, 'format_options', 'Write an object.'],
    [
      { decimal_separator: 'comma' },
      'format_options.decimal_separator',
      'A decimal comma needs another delimiter: semicolon, tab or pipe.',
    ],
  ])('name what is wrong with %j', (options, path, message) => {
    expect(mistakesOf(options)).toEqual([{ path, message }]);
  });

  it('are all heard at once', () => {
    expect(
      mistakesOf({ delimiter: 1, bom: 1, x: 1 })
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['format_options.bom', 'format_options.delimiter', 'format_options.x']);
  });
});

it.each(FORMAT_IDS)('the defaults of %s agree with each other and with their own choices', (id) => {
  const { options }: FormatEntry = FORMATS[id];
  const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
  expect(parseFormatOptions(id, {})).toEqual(defaults);
  expect(parseFormatOptions(id, defaults)).toEqual(defaults);
});

it('the API’s description holds each format’s options, their choices and defaults', () => {
  const { anyOf } = formatOptionsSchema.meta() as { anyOf: { title: string; properties: object }[] };
  expect(anyOf.map(({ title }) => title)).toEqual(FORMAT_IDS.map((id) => `${FORMATS[id].label} (${id})`));
  expect(anyOf[0]).toMatchObject({
    additionalProperties: false,
    properties: {
      delimiter: { default: 'comma', enum: ['comma', 'semicolon', 'tab', 'pipe'], title: 'Delimiter' },
      header: { default: true, type: 'boolean' },
    },
  });
});
