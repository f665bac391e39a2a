import { z } from 'zod';
import { parse } from '@/lib/validate';
import { FORMAT_IDS, FORMATS, type FormatEntry, type FormatId, type FormatOptions } from './catalogue';
import { type FormatOption, findConflict } from './options';

const SCHEMAS = Object.fromEntries(FORMAT_IDS.map((id) => [id, optionsSchema(FORMATS[id])])) as Record<
  FormatId,
  ReturnType<typeof optionsSchema>
>;

/**
 * A format's options with its defaults filled in.
 * @param options `format_options` as somebody wrote them; an option that is not named takes its default
 * @throws ValidationError with paths below `format_options`
 */
export function parseFormatOptions<Id extends FormatId>(id: Id, options: unknown): FormatOptions<Id> {
  const schema: z.ZodType = SCHEMAS[id];
  return parse(z.object({ format_options: schema }), { format_options: options }).format_options as FormatOptions<Id>;
}

/** `format_options` in the API's description: one shape per format. Which of them counts is known only beside `format`. */
export const formatOptionsSchema = z.record(z.string(), z.unknown()).meta({
  description: 'Options of the format; one that is not named takes its default.',
  anyOf: FORMAT_IDS.map((id) => {
    const { $schema: _, ...schema } = z.toJSONSchema(SCHEMAS[id], { io: 'input' });
    return { title: `${FORMATS[id].label} (${id})`, ...schema };
  }),
});

function optionsSchema({ options, conflicts }: FormatEntry) {
  const shape = Object.entries(options).map(([name, option]) => [name, withDefault(option)]);
  return z.strictObject(Object.fromEntries(shape)).superRefine((values, context) => {
    const conflict = findConflict(conflicts, values);
    if (conflict) context.addIssue({ code: 'custom', path: [conflict.option], message: conflict.message });
  });
}

function withDefault(option: FormatOption): z.ZodType {
  const { label: title, help: description } = option;
  return valueSchema(option)
    .default(option.default)
    .meta({ title, ...(description && { description }) });
}

function valueSchema(option: FormatOption): z.ZodType {
  switch (option.kind) {
    case 'choice': {
      const values = Object.keys(option.choices);
      return z.enum(values, { error: `Choose one of ${values.join(', ')}.` });
    }
    case 'switch':
      return z.boolean();
    case 'text':
      return z.string().max(option.maxLength, `Use at most ${option.maxLength} characters.`);
  }
}
