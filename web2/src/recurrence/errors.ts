/**
 * What is wrong with a recurrence, in words for the person who wrote it.
 * `field` names the cron field or RRULE part, `words` the words of a sentence that were not understood.
 */
export class RecurrenceError extends Error {
  override readonly name = 'RecurrenceError';
  readonly field: string | undefined;
  readonly words: readonly string[];

  constructor(message: string, details: { field?: string; words?: readonly string[] } = {}) {
    super(message);
    this.field = details.field;
    this.words = details.words ?? [];
  }
}

/** A recurrence whose occurrences are closer together than this installation allows. */
export class IntervalTooShortError extends RecurrenceError {
  constructor(minimumMinutes: number) {
    super(`The shortest interval here is ${minimumMinutes} minutes.`);
  }
}
