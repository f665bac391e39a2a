import type { TestProject } from 'vitest/node';
import type { Local } from '../local/local-file.ts';
import { startStack } from '../local/start-stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    local: Local;
  }
}

/** One stack for all files: each makes an organisation of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ name: 'database', next: 'none' });
  project.provide('local', stack.local);
  return stack.stop;
}
