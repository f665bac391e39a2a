import { z } from 'zod';

// CR, LF and other control characters would let an address smuggle mail headers.
const address = z
  .string()
  .trim()
  .max(254)
  .regex(/^\P{Cc}*$/u, 'An address has no line breaks.')
  .regex(/^[^@]{0,64}(@|$)/, 'An address has at most 64 characters before its @.')
  .pipe(z.email({ error: (issue) => `“${String(issue.input)}” is not a complete address.` }));

const emailTarget = z.strictObject({
  method: z.literal('email'),
  to: z.array(address).min(1, 'Add at least one address.').max(100, 'Use at most 100 addresses.'),
});
const downloadTarget = z.strictObject({ method: z.literal('download') });

/** One delivery target as stored in `scheduled_exports.targets`. A new method adds its schema here. */
export const targetSchema = z.discriminatedUnion('method', [emailTarget, downloadTarget]);
export type Target = z.infer<typeof targetSchema>;
