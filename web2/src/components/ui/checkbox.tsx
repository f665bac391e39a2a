'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';
import { FieldHelp, Label } from './field';

/** The box is 16 px, what can be hit 24, on coarse pointers 44. */
const hitArea = 'relative before:absolute before:-inset-1 pointer-coarse:before:-inset-3.5';

/** A box, also half checked ("indeterminate"). Name it with `aria-label` or take `CheckboxRow`. Styled by `aria-checked`: a tooltip around it takes `data-state` for itself. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        hitArea,
        'group size-4 shrink-0 rounded-xs border border-control bg-surface transition-tone aria-disabled:opacity-50 aria-invalid:border-danger-mark data-disabled:opacity-50 aria-checked:border-accent aria-[checked=mixed]:border-accent aria-checked:bg-accent aria-[checked=mixed]:bg-accent',
        className,
      )}
      {...props}
    >
      <Radix.Indicator className="grid place-items-center text-on-accent">
        <Check aria-hidden className="size-3.5 group-aria-[checked=mixed]:hidden" strokeWidth={2.5} />
        <Minus aria-hidden className="hidden size-3.5 group-aria-[checked=mixed]:block" strokeWidth={2.5} />
      </Radix.Indicator>
    </Radix.Root>
  );
}

type RowProps = { label: ReactNode; help?: ReactNode };

/** A box with its words beside it; a press on the words counts. */
export function CheckboxRow({
  label,
  help,
  className,
  id: given,
  ...props
}: ComponentProps<typeof Checkbox> & RowProps) {
  const own = useId();
  const id = given ?? own;
  return (
    <div
      className={cn(
        'flex items-start gap-2',
        !help && 'pointer-coarse:min-h-control pointer-coarse:items-center',
        className,
      )}
    >
      <Checkbox
        id={id}
        className={cn('mt-0.5', !help && 'pointer-coarse:mt-0')}
        {...(help ? { 'aria-describedby': `${id}-help` } : {})}
        {...props}
      />
      <div className="grid">
        <Label htmlFor={id} className="font-normal">
          {label}
        </Label>
        {help ? <FieldHelp id={`${id}-help`}>{help}</FieldHelp> : null}
      </div>
    </div>
  );
}
