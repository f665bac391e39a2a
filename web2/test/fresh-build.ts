import { globSync, statSync } from 'node:fs';
import path from 'node:path';

const web = path.resolve(import.meta.dirname, '..');

/** Whether there is a production build, and no source is younger. */
export function freshBuild(): boolean {
  const built = statSync(path.join(web, '.next/BUILD_ID'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = globSync(['src/**/*.{ts,tsx,css}', 'next.config.ts', 'package.json'], {
    cwd: web,
    exclude: ['**/*.test.*', '**/*.stories.*'],
  });
  return sources.every((file) => statSync(path.join(web, file)).mtimeMs <= built);
}
