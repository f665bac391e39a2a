import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { startStack } from 'supabase-local/start-stack';
import type { TestProject } from 'vitest/node';
import { freshBuild } from './fresh-build';
import './provided';

const web = path.resolve(import.meta.dirname, '..');

/**
 * One stack with the app for all API tests. It serves a production build, made anew when a source is younger
 * (REUSE_BUILD=1 takes the one there is); with API_NEXT=dev the development server.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const next = process.env.API_NEXT === 'dev' ? 'dev' : 'start';
  if (next === 'start' && process.env.REUSE_BUILD !== '1' && !freshBuild()) build();
  const stack = await startStack({ name: 'api', next });
  project.provide('local', stack.local);
  return stack.stop;
}

function build(): void {
  // Not the tests' own NODE_ENV, which Next would take over.
  execFileSync('pnpm', ['build'], { cwd: web, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
}
