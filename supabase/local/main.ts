#!/usr/bin/env node
// `pnpm dev`: the whole product on this machine, without Docker. See docs/local-stack.md.
import { setTimeout as sleep } from 'node:timers/promises';
import { AlreadyRunning } from './claim.ts';
import { readLocal } from './local-file.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { createShutdown } from './shutdown.ts';
import { bootStack, type Stack } from './stack.ts';
import { summary } from './summary.ts';
import { removeFolder } from './wipe.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

await main();

async function main(): Promise<void> {
  const options = readOptions();
  const startedAt = performance.now();
  const mark = (step: string) => options.verbose && say(`${Math.round(performance.now() - startedAt)} ms  ${step}`);
  const shutdown = createShutdown(complain, (name) => {
    complain(`${name} ended unexpectedly; stopping everything.`);
    void stop(1);
  });
  let booting: Promise<Stack> | undefined;
  const stop = async (code: number) => {
    if (shutdown.stopping) return;
    await shutdown.run(); // ends what a boot in progress waits for
    await Promise.race([booting?.catch(() => {}), sleep(3000)]); // it fails because we stopped it, or hangs
    await shutdown.run(); // what it had just started
    if (options.disposable && process.connected === false) await removeFolder(options.dir); // nobody else will
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  process.on('disconnect', () => void stop(0)); // whoever started us with an IPC channel has died
  process.on('uncaughtException', (error) => {
    if (shutdown.stopping) return; // such as a terminal that has gone
    complain(`Unexpected: ${error.stack}`);
    // lite's database client throws from its timers when its server goes, and goes on with the next one.
    if (options.restartPostgresMs !== undefined) return;
    void stop(1);
  });
  if (process.connected === false) return; // and did so before we listened

  try {
    booting = bootStack({ options, shutdown, print: options.quiet ? () => {} : say, warn: complain, mark });
    const { local, moved } = await booting;
    if (!options.quiet) say(summary(local, { app: options.next !== 'none', demo: options.demo, moved }));
    process.send?.({ ready: local });
  } catch (error) {
    if (shutdown.stopping) return;
    complain(explain(error, options));
    await stop(1);
  }
}

function readOptions(): Options {
  const args = process.argv.slice(2).filter((arg) => arg !== '--');
  if (args.includes('--help') || args.includes('-h')) {
    say(usage);
    process.exit(0);
  }
  try {
    return parseOptions(args);
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(1);
  }
}

function explain(error: unknown, options: Options): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EACCES')
    return `${error.message}\nAnother user, such as root, may have started the stack here. Try another --dir.`;
  if (!(error instanceof AlreadyRunning)) return options.verbose ? String(error.stack) : error.message;
  const url = readLocal(options.dir)?.app_url;
  return `${error.message}.${url ? ` The app is at ${url}.` : ''} Stop it first, or give this one another --dir.`;
}
