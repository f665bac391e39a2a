import { type FormEvent, useRef, useState } from 'react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Field, FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ApiError } from '../scheduling/api';
import { formatDays } from './format-days';
import { useAddBlackoutDates } from './queries';

type Fields = 'name' | 'starts_on' | 'ends_on';

/** One row of fields. Which of them is wrong comes back from the server, beside the field. */
export function AddDaysForm({ today }: { today: string }) {
  const add = useAddBlackoutDates();
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<Partial<Record<Fields, string>>>({});
  const [first, setFirst] = useState('');
  const refused = add.error instanceof ApiError ? add.error : null;
  const errorOf = (field: Fields) => missing[field] ?? refused?.errors.find(({ path }) => path === field)?.message;
  const elsewhere = add.error && !refused?.errors.length ? add.error.message : undefined;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [name, starts_on, ends_on] = (['name', 'starts_on', 'ends_on'] as const).map((key) =>
      String(data.get(key) ?? '').trim(),
    );
    const wrong = {
      ...(name ? {} : { name: 'Say what the days are.' }),
      ...(starts_on ? {} : { starts_on: 'Choose a day.' }),
    };
    setMissing(wrong);
    if (!name || !starts_on) return;
    add.mutate(
      { name, starts_on, ...(ends_on && { ends_on }) },
      {
        onSuccess: (days) => {
          announce(`${days.name} was added: ${formatDays(days.starts_on, days.ends_on)}.`);
          form.current?.reset();
          setFirst('');
          form.current?.querySelector('input')?.focus();
        },
      },
    );
  };
  return (
    <form ref={form} noValidate aria-label="Add days off" onSubmit={submit} className="grid gap-3">
      <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_10rem_10rem_auto]">
        <Field label="Name" error={errorOf('name')}>
          {(aria) => <Input {...aria} name="name" maxLength={120} placeholder="Winter break" autoComplete="off" />}
        </Field>
        <Field label="First day" error={errorOf('starts_on')}>
          {(aria) => (
            <Input
              {...aria}
              name="starts_on"
              type="date"
              min={today}
              onChange={(event) => setFirst(event.target.value)}
            />
          )}
        </Field>
        <Field label="Last day" note="optional" error={errorOf('ends_on')}>
          {(aria) => <Input {...aria} name="ends_on" type="date" min={first || today} />}
        </Field>
        <Button type="submit" loading={add.isPending} className="md:mt-[26px]">
          Add days
        </Button>
      </div>
      {elsewhere ? <FieldError role="alert">{elsewhere}</FieldError> : null}
    </form>
  );
}
