import { defineConfig } from 'vitest/config';

// A busy machine takes many times as long as a quiet one: these bound what hangs.
const patient = { testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...patient, name: 'local', include: ['local/**/*.test.ts'] } },
      { test: { ...patient, name: 'database', include: ['tests/**/*.test.ts'], globalSetup: 'tests/global-setup.ts' } },
    ],
  },
});
