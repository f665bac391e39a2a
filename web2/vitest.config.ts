import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = {
  '@': path.resolve(import.meta.dirname, 'src'),
  'server-only': path.resolve(import.meta.dirname, 'test/empty.ts'),
};

export default defineConfig({
  test: {
    projects: [{ resolve: { alias }, test: { name: 'unit', include: ['src/**/*.test.ts'], environment: 'node' } }],
  },
});
