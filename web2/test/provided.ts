import type { TestStack } from 'supabase-local/start-stack';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the stack of this project's tests is, and its keys. */
    local: TestStack['local'];
    /** Where the tests' own mail server is to listen, when the app is to use it. */
    smtpPort?: number;
  }
}
