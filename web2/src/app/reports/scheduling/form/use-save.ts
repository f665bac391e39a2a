import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { ScheduledExport } from '@/scheduled-exports/schema';
import { ApiError } from '../api';
import { useCreateScheduledExport, useUpdateScheduledExport } from '../mutations';
import { newKey } from '../new-key';
import { fetchPreview, type PreviewRequest } from '../queries';
import { placeErrors } from './server-errors';
import { type FormValues, saidBy, toInput, toPatch } from './values';

type SaveOptions = {
  form: UseFormReturn<FormValues>;
  /** The saved job, for an edit; absent for a new one. */
  editing: ScheduledExport | undefined;
  /** The name that the form shows while nobody wrote one. */
  suggestion: string;
  onSaved: (saved: ScheduledExport) => void;
};

export type SaveFailure = { kind: 'conflict' } | { kind: 'message'; text: string };

/** Saving: reads the recurrence once more, sends what changed, and puts every refusal where it belongs. */
export function useSave({ form, editing, suggestion, onSaved }: SaveOptions) {
  const client = useQueryClient();
  const create = useCreateScheduledExport();
  const update = useUpdateScheduledExport();
  const [idempotencyKey] = useState(newKey);
  const [failure, setFailure] = useState<SaveFailure | null>(null);

  const write = async (values: FormValues): Promise<ScheduledExport> => {
    const said = saidBy(values.schedule);
    const request: PreviewRequest = { ...said, timezone: values.timezone };
    const recurrence = said.text === undefined ? said.recurrence : (await fetchPreview(client, request)).recurrence;
    const after = toInput(values, { recurrence, name: values.name ?? suggestion });
    if (!editing) return create.mutateAsync({ input: after, idempotencyKey });
    const before = toInput(form.formState.defaultValues as FormValues, {
      recurrence: editing.recurrence,
      name: editing.name,
    });
    const patch = toPatch(before, after, values.resume);
    if (!Object.keys(patch).length) return editing;
    return update.mutateAsync({ id: editing.id, version: editing.version, patch });
  };

  const explain = (error: unknown, values: FormValues) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'precondition_failed') return setFailure({ kind: 'conflict' });
    const { placed, rest } = placeErrors(error.errors, values);
    for (const { field, message } of placed) form.setError(field as keyof FormValues, { type: 'server', message });
    if (!placed.length) setFailure({ kind: 'message', text: rest.join(' ') || error.message });
  };

  const save = async (values: FormValues) => {
    setFailure(null);
    try {
      onSaved(await write(values));
    } catch (error) {
      explain(error, values);
    }
  };
  return { save, failure };
}
