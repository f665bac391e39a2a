import Link from 'next/link';
import type { ComponentProps } from 'react';

/** A link inside a sentence. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return (
    <Link
      className="rounded-xs text-accent-text underline decoration-accent-border underline-offset-4 hover:decoration-current"
      {...props}
    />
  );
}

/** The path with `next` kept, so that one returns to where one wanted to go. */
export const withNext = (path: string, next?: string) => (next ? `${path}?next=${encodeURIComponent(next)}` : path);
