import { CircleAlert } from 'lucide-react';
import { Label as RadixLabel } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';

/** What `Field` hands to its control: spread it on the input. */
export type ControlProps = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

export function Label({ className, ...props }: ComponentProps<'label'>) {
  return <RadixLabel.Root className={cn('text-label text-text', className)} {...props} />;
}

export function FieldHelp({ className, ...props }: ComponentProps<'p'>) {
  return <p className={cn('text-muted text-small', className)} {...props} />;
}

export function FieldError({ className, children, ...props }: ComponentProps<'p'>) {
  return (
    <p className={cn('flex gap-1.5 text-danger text-small', className)} {...props}>
      <CircleAlert aria-hidden className="mt-[3px] size-3.5 shrink-0" strokeWidth={2} />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

type FieldParts = {
  help?: ReactNode;
  /** Replaces nothing: the help stays, the error stands under it. */
  error?: string | undefined;
  /** Beside the label, muted: "optional", a count. */
  note?: ReactNode;
  className?: string;
};

/** Ids of help and error, and the attributes that tie a control to them. */
function useParts({ help, error }: Pick<FieldParts, 'help' | 'error'>) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    describe: {
      ...(described && { 'aria-describedby': described }),
      ...(error && { 'aria-invalid': true as const }),
    },
    parts: (
      <>
        {help ? <FieldHelp id={`${id}-help`}>{help}</FieldHelp> : null}
        {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      </>
    ),
  };
}

/** One labelled control: label above, then the control, help and error. */
export function Field({
  label,
  note,
  className,
  children,
  id: given,
  ...rest
}: FieldParts & { label: ReactNode; id?: string; children: (control: ControlProps) => ReactNode }) {
  const { id: own, describe, parts } = useParts(rest);
  const id = given ?? own;
  return (
    <div className={cn('grid grid-cols-1 gap-1.5', className)}>
      <div className="flex items-center justify-between gap-3">
        <Label htmlFor={id}>{label}</Label>
        {note ? <span className="text-muted text-small">{note}</span> : null}
      </div>
      {children({ id, ...describe })}
      {parts}
    </div>
  );
}

/** Several controls under one legend: radio cards, a row of checkboxes. */
export function FieldSet({
  legend,
  note,
  className,
  children,
  ...rest
}: FieldParts & { legend: ReactNode; children: ReactNode }) {
  const { describe, parts } = useParts(rest);
  const { 'aria-describedby': describedBy } = describe;
  return (
    <fieldset className={cn('min-w-0', className)} {...(describedBy && { 'aria-describedby': describedBy })}>
      <legend className="mb-1.5 flex w-full items-baseline justify-between gap-3 text-label text-text">
        {legend}
        {note ? <span className="font-normal text-muted text-small">{note}</span> : null}
      </legend>
      <div className="grid grid-cols-1 gap-1.5">
        {children}
        {parts}
      </div>
    </fieldset>
  );
}
