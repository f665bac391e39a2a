'use client';

import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { cn } from './cn';

type ChipProps = {
  text: string;
  invalid?: boolean;
  note?: string | undefined;
  /** Lit for a moment: it was entered again. */
  lit?: boolean;
  onRemove: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** One entry. Its button is reached by arrow keys, so that Tab passes a long list in one step. */
export function Chip({ text, invalid, note, lit, onRemove, onKeyDown }: ChipProps) {
  return (
    <li
      data-chip
      className={cn(
        'flex h-6 min-w-0 items-center rounded-xs pl-2 text-small transition-tone has-focus-visible:outline-2 has-focus-visible:outline-ring pointer-coarse:h-9',
        invalid ? 'bg-danger-subtle text-danger' : 'bg-sunken text-text',
        lit && 'bg-accent-subtle text-accent-text',
      )}
    >
      <span className="truncate">{text}</span>
      {invalid ? <span className="sr-only">, not valid</span> : null}
      {note ? <span className="ml-1.5 whitespace-nowrap text-muted">{note}</span> : null}
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Remove ${text}`}
        onClick={onRemove}
        onKeyDown={onKeyDown}
        className="relative grid size-6 shrink-0 place-items-center rounded-xs outline-none hover:text-text pointer-coarse:size-9 pointer-coarse:before:absolute pointer-coarse:before:-inset-1"
      >
        <X aria-hidden className="size-3.5" strokeWidth={2} />
      </button>
    </li>
  );
}
