import type { FieldErrors, FieldValues } from 'react-hook-form';

/** How many fields hold a mistake; what belongs to the form as a whole is not counted. */
export function countErrors(errors: FieldErrors<FieldValues>): number {
  return Object.entries(errors)
    .filter(([key]) => key !== 'root')
    .reduce((count, [, error]) => count + leaves(error), 0);
}

function leaves(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 0;
  if ('message' in error && typeof error.message === 'string') return 1;
  return Object.entries(error)
    .filter(([key]) => key !== 'ref')
    .reduce((count, [, inner]) => count + leaves(inner), 0);
}
