import { defineConfig } from 'vitest/config';

const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...patient, name: 'local', include: ['local/**/*.test.ts'] } },
      { test: { ...patient, name: 'database', include: ['tests/**/*.test.ts'], globalSetup: 'tests/global-setup.ts' } },
    ],
  },
});
