/** What a file name's template may hold in braces; safe in the browser. */
export const FILE_NAME_TOKENS = {
  report: 'the report’s title',
  schedule: 'the job’s name',
  date: 'the day of the run, as in 2026-11-23',
  time: 'its time, as in 0900',
  period_start: 'the first day of the period, else of the run',
  period_end: 'the last day of the period, else of the run',
  n: 'the number of the run: 1, 2, 3 …',
} as const;

export type FileNameToken = keyof typeof FILE_NAME_TOKENS;

export const MAX_TEMPLATE_LENGTH = 200;

const TOKEN = /\{([^{}]*)\}/g;

/** What is wrong with a template, as a sentence; undefined when nothing is. */
export function templateMistake(template: string): string | undefined {
  if (!template.trim()) return 'Write a name, or leave it to the usual one.';
  if ([...template].length > MAX_TEMPLATE_LENGTH) return `Use at most ${MAX_TEMPLATE_LENGTH} characters.`;
  if (/\p{Cc}/u.test(template)) return 'Use no line breaks or control characters.';
  const tokens = Object.keys(FILE_NAME_TOKENS).map((token) => `{${token}}`);
  const unknown = [...template.matchAll(TOKEN)].find(([, token = '']) => !Object.hasOwn(FILE_NAME_TOKENS, token));
  if (unknown) return `There is no “${unknown[0]}”. Use ${tokens.slice(0, -1).join(', ')} or ${tokens.at(-1)}.`;
  if (/[{}]/.test(template.replace(TOKEN, ''))) return 'A brace has no other to match it.';
  return undefined;
}

/** The template with its tokens replaced; what is not one is left as it is. */
export function fillTemplate(template: string, values: Record<FileNameToken, string>): string {
  return template.replace(TOKEN, (whole, token: string) =>
    Object.hasOwn(values, token) ? values[token as FileNameToken] : whole,
  );
}
