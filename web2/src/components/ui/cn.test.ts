import { expect, it } from 'vitest';
import { cn } from './cn';

it.each([
  ['h-control px-3', 'h-8', 'px-3 h-8'],
  ['h-control w-full', 'size-8', 'size-8'],
  ['px-3 py-1.5', 'p-0', 'p-0'],
  ['p-4', 'px-0', 'p-4 px-0'],
  ['px-3', 'pr-16', 'px-3 pr-16'],
  ['text-label text-text', 'text-muted', 'text-label text-muted'],
  ['text-label text-text', 'text-small', 'text-text text-small'],
  ['text-label', 'font-normal', 'text-label font-normal'],
  ['border border-control', 'border-danger-mark', 'border border-danger-mark'],
  ['border-b border-border', 'border-danger-mark', 'border-b border-danger-mark'],
  ['rounded-control', 'rounded-card', 'rounded-card'],
  ['grid gap-2', 'flex', 'gap-2 flex'],
  ['hover:bg-hover bg-surface', 'bg-sunken', 'hover:bg-hover bg-sunken'],
  ['sm:inset-y-8 bottom-4', 'inset-x-4', 'sm:inset-y-8 bottom-4 inset-x-4'],
  ['relative before:absolute', 'absolute', 'before:absolute absolute'],
  ['grid-cols-2', 'grid-cols-[1fr_auto]', 'grid-cols-[1fr_auto]'],
  ['max-w-lg', 'max-w-form', 'max-w-form'],
  ['motion-pop', 'focus-inset', 'motion-pop focus-inset'],
])('of "%s" and "%s" makes "%s"', (own, given, result) => expect(cn(own, given)).toBe(result));

it('leaves out what is not to be', () => {
  expect(cn('grid', false, undefined, { 'gap-2': true, 'gap-4': false })).toBe('grid gap-2');
});
