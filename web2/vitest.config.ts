import path from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { chromiumLaunchOptions } from 'web2-e2e/chromium';

const alias = {
  '@': path.resolve(import.meta.dirname, 'src'),
  'server-only': path.resolve(import.meta.dirname, 'test/empty.ts'),
};

/** Bounds of what hangs, not of what is slow: a busy machine with two cores takes many times as long as a quiet one. */
const patient = { testTimeout: 60_000, hookTimeout: 120_000 };
const veryPatient = { testTimeout: 180_000, hookTimeout: 180_000 };

/** Pure code in Node. What needs the embedded stack has its own runner. */
const unit: TestProjectConfiguration = {
  resolve: { alias },
  test: {
    name: 'unit',
    include: ['src/**/*.test.ts'],
    exclude: ['src/**/*.{integration,api,faults}.test.ts'],
    environment: 'node',
    ...patient,
  },
};

/** The worker and the verbs on a real database, storage and mail server. One file at a time: a tick takes what is due anywhere. */
const integration: TestProjectConfiguration = {
  resolve: { alias },
  test: {
    name: 'integration',
    include: ['src/**/*.integration.test.ts'],
    environment: 'node',
    globalSetup: 'test/integration-stack.ts',
    fileParallelism: false,
    ...veryPatient,
  },
};

/** What the worker promises, under every fault we could think of; FAULT_ROUNDS says how often the random ones are tried. */
const faults: TestProjectConfiguration = {
  resolve: { alias },
  test: {
    name: 'faults',
    include: ['src/**/*.faults.test.ts'],
    environment: 'node',
    globalSetup: 'test/faults-stack.ts',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 180_000,
  },
};

/** The route handlers over HTTP. One file at a time: a tick takes what is due anywhere, and health is of everything. */
const api: TestProjectConfiguration = {
  resolve: { alias },
  test: {
    name: 'api',
    include: ['src/**/*.api.test.ts'],
    environment: 'node',
    globalSetup: 'test/api-stack.ts',
    fileParallelism: false,
    ...veryPatient,
  },
};

const component: TestProjectConfiguration = {
  resolve: { alias },
  test: {
    name: 'component',
    include: ['src/**/*.test.tsx'],
    environment: 'jsdom',
    setupFiles: ['test/setup-component.ts'],
    ...patient,
  },
};

// Found only once a story asks for it, a package would reload the browser in the middle of the run.
const storyPackages = [
  '@hookform/resolvers/zod',
  '@tanstack/react-query',
  'class-variance-authority',
  'clsx',
  'cmdk',
  'lucide-react',
  'next/link',
  'next/navigation',
  'next-themes',
  'nuqs',
  'nuqs/adapters/testing',
  'radix-ui',
  'react-hook-form',
  'tailwind-merge',
  'zod',
];

/** Every story as a test with axe, in one theme. */
const stories = (name: string, theme: string): TestProjectConfiguration => ({
  resolve: { alias },
  optimizeDeps: { include: storyPackages },
  plugins: [
    storybookTest({
      configDir: path.resolve(import.meta.dirname, '.storybook'),
      initialGlobals: { theme, motion: 'off' },
    }),
  ],
  test: {
    name,
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions }),
      instances: [{ browser: 'chromium' }],
      viewport: { width: 1280, height: 800 },
    },
    ...patient,
  },
});

const chosen = process.argv.filter((arg, i, all) => all[i - 1] === '--project' || arg.startsWith('--project='));
const needsBrowser = chosen.length === 0 || chosen.some((name) => name.includes('stories'));
// other projects must not wait for a browser that they do not use
const launchOptions = needsBrowser ? await chromiumLaunchOptions() : {};

export default defineConfig({
  test: {
    projects: [unit, component, integration, faults, api, stories('stories', 'light'), stories('stories-dark', 'dark')],
  },
});
