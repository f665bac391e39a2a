/** What an auth form shows after it was sent. */
export interface AuthFormState {
  error?: string;
  fieldErrors?: Record<string, string>;
  /** A mail is on its way; the form says so in its place. */
  sent?: boolean;
}
