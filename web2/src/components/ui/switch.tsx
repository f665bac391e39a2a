'use client';

import { Switch as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';
import { FieldHelp, Label } from './field';

/** On or off, at once: no Save follows. Name it with `aria-label` or take `SwitchRow`. */
export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        'relative h-5 w-9 shrink-0 rounded-full border border-control bg-sunken p-px transition-tone before:absolute before:-inset-1 aria-disabled:opacity-50 data-disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent forced-colors:data-[state=checked]:bg-[Highlight] pointer-coarse:before:-inset-3',
        className,
      )}
      {...props}
    >
      <Radix.Thumb className="block size-4 rounded-full bg-control transition-transform duration-120 data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent forced-colors:bg-[ButtonText] motion-reduce:transition-none" />
    </Radix.Root>
  );
}

/** A switch at the end of the line that names it. */
export function SwitchRow({
  label,
  help,
  className,
  id: given,
  ...props
}: ComponentProps<typeof Switch> & {
  label: ReactNode;
  help?: ReactNode;
}) {
  const own = useId();
  const id = given ?? own;
  return (
    <div className={cn('flex min-h-control items-center justify-between gap-4', className)}>
      <div className="grid">
        <Label htmlFor={id}>{label}</Label>
        {help ? <FieldHelp id={`${id}-help`}>{help}</FieldHelp> : null}
      </div>
      <Switch id={id} {...(help ? { 'aria-describedby': `${id}-help` } : {})} {...props} />
    </div>
  );
}
