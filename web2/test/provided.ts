import type { TestStack } from 'supabase-local/start-stack';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the stack of this project's tests is, and its keys. */
    local: TestStack['local'];
  }
}
