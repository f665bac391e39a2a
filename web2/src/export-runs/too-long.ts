/** Of a run that a function's deadline cut off, and that no long-lived worker took up. */
export const TOO_LONG = {
  code: 'too_long_for_function',
  message:
    'The export takes longer than one call may. Run “pnpm worker” beside the app, shorten the period or add a filter.',
};
