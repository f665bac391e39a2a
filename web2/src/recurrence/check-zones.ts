import { DAY } from './civil';
import { TIMEZONES } from './timezone';
import { clockChanges, SWEPT_RULES, sweep } from './zone-sweep';

// `pnpm check:recurrence [first-year]`: every zone's clock changes of two years against every swept rule.
const firstYear = Number(process.argv[2] ?? new Date().getUTCFullYear());
const from = Date.UTC(firstYear, 0, 1) - DAY;
const until = Date.UTC(firstYear + 2, 0, 1) + DAY;
const changes = TIMEZONES.flatMap((timezone) => clockChanges(timezone, from, until));
const { checks, thrown, lost, repeated, faults } = sweep(changes, SWEPT_RULES);

for (const fault of faults.slice(0, 20)) process.stderr.write(`${fault}\n`);
process.stdout.write(
  `${firstYear} and ${firstYear + 1}: ${TIMEZONES.length} zones, ${changes.length} clock changes, ${checks} checks: ` +
    `${thrown} thrown, ${lost} lost, ${repeated} repeated\n`,
);
if (thrown + lost + repeated > 0) process.exitCode = 1;
