/** What an auth action answers to its form. Field errors stand beside their field, by its name. */
export type AuthFormState = {
  error?: string;
  fieldErrors?: Record<string, string>;
  /** The mail is on its way: the form gives way to that sentence. */
  sent?: boolean;
};

/** A server action as `useActionState` takes it. A redirect means success. */
export type AuthAction = (state: AuthFormState, data: FormData) => Promise<AuthFormState>;
