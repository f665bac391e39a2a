/** What a person may choose of a format. The zod schema, the form's controls, OpenAPI and the types all follow from one description. */
export type FormatOption = { label: string; help?: string } & (
  | {
      kind: 'choice';
      /** Value to label. */
      choices: Readonly<Record<string, string>>;
      default: string;
    }
  | { kind: 'switch'; default: boolean }
  | { kind: 'text'; maxLength: number; default: string }
);

/** A combination that is refused: where all of `when` is chosen, `option` is at fault. */
export interface OptionConflict {
  option: string;
  when: Readonly<Record<string, string | boolean>>;
  message: string;
}

/** The value that an option takes, as a type. */
export type OptionValue<Option extends FormatOption> = Option extends { kind: 'switch' }
  ? boolean
  : Option extends { kind: 'choice'; choices: Readonly<Record<infer Choice, string>> }
    ? Choice
    : string;

/** The first conflict among these values, or undefined. */
export function findConflict(
  conflicts: readonly OptionConflict[],
  values: Readonly<Record<string, unknown>>,
): OptionConflict | undefined {
  return conflicts.find(({ when }) => Object.entries(when).every(([option, value]) => values[option] === value));
}
