import { parseArgs } from 'node:util';

export const SECTIONS = ['throughput', 'backlog', 'tick', 'planning', 'memory'] as const;

const usage = `pnpm bench:queue [options]

  --only NAME      one of ${SECTIONS.join(', ')}; repeatable (memory needs planning)
  --quick          a tenth of everything, to see that it works; its ratios say little
  --rounds N       rounds of each contestant, taken in turn (5)
  --idle N         idle schedules, and as many runs that are not yet due (100000)
  --singles N      jobs a round, one at a time (3000)
  --batched N      jobs a round, in batches of 500 (20000)
  --backlog N      due runs of one organisation before all others (100000)
  --few N --many N schedules between which an idle tick is compared (1000, 1000000)
  --due N          due schedules that are planned, and runs that are drained (100000)
`;

export type Options = ReturnType<typeof parseOptions>;

/** Reads the command line; ends the process with the usage when it is wrong or asked for. */
export function parseOptions(args: string[]) {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      ...{ only: { type: 'string', multiple: true }, quick: { type: 'boolean' }, help: { type: 'boolean' } },
      ...{ rounds: number, idle: number, singles: number, batched: number, backlog: number },
      ...{ few: number, many: number, due: number },
    },
  });
  const unknown = values.only?.find((name) => !(SECTIONS as readonly string[]).includes(name));
  if (values.help || unknown) {
    process.stdout.write(usage);
    process.exit(unknown ? 1 : 0);
  }
  const size = (given: string | undefined, normal: number) => {
    const chosen = given === undefined ? (values.quick ? normal / 10 : normal) : Number(given);
    if (!Number.isInteger(chosen) || chosen < 1) throw new Error(`“${given}” is not a whole number.`);
    return chosen;
  };
  return {
    only: new Set<string>(values.only ?? SECTIONS),
    rounds: values.rounds === undefined && values.quick ? 2 : size(values.rounds, 5 * (values.quick ? 10 : 1)),
    idle: size(values.idle, 100_000),
    singles: size(values.singles, 3000),
    batched: size(values.batched, 20_000),
    backlog: size(values.backlog, 100_000),
    few: size(values.few, 1000),
    many: size(values.many, 1_000_000),
    due: size(values.due, 100_000),
  };
}
