'use client';

import { type ReactNode, useActionState, useEffect, useRef } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { FieldError } from '@/components/ui/field';
import type { AuthAction, AuthFormState } from './form-state';

type AuthFormProps = {
  action: AuthAction;
  submitLabel: string;
  /** Where to go afterwards; travels in the field `next`. */
  next?: string | undefined;
  fields: (state: AuthFormState) => ReactNode;
  /** Under the button, inside the form: other ways in. */
  more?: ReactNode;
  /** Stands in for the form once `sent`. */
  sent?: { title: string; text: ReactNode };
};

/** The frame of the auth forms: fields, one error, one button. Errors move the focus to what they are about. */
export function AuthForm({ action, submitLabel, next, fields, more, sent }: AuthFormProps) {
  const [state, submit, pending] = useActionState(action, {});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.fieldErrors) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);

  if (state.sent && sent) {
    return (
      <div role="status">
        <Banner tone="success" title={sent.title}>
          {sent.text}
        </Banner>
      </div>
    );
  }
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      {next ? <input type="hidden" name="next" value={next} /> : null}
      {fields(state)}
      <div role="alert" className="not-empty:-mt-1">
        {state.error ? <FieldError>{state.error}</FieldError> : null}
      </div>
      <div className="-mt-5 grid gap-2">
        <Button type="submit" variant="primary" loading={pending}>
          {submitLabel}
        </Button>
        {more}
      </div>
    </form>
  );
}
