import { DAY } from './civil';
import { TIMEZONES } from './timezone';
import { clockChanges, SWEPT_RULES, sweep } from './zone-sweep';

// `pnpm check:recurrence [first-year]`: every zone's clock changes of two years, from today or a year on, against every swept rule.
const year = Number(process.argv[2]);
const from = year ? Date.UTC(year, 0, 1) : Math.floor(Date.now() / DAY) * DAY;
const until = from + 2 * 366 * DAY;
const changes = TIMEZONES.flatMap((timezone) => clockChanges(timezone, from, until));
const { checks, thrown, lost, repeated, faults } = sweep(changes, SWEPT_RULES);

for (const fault of faults.slice(0, 20)) process.stderr.write(`${fault}\n`);
process.stdout.write(
  `${dayText(from)} to ${dayText(until)}: ${TIMEZONES.length} zones, ${changes.length} clock changes, ` +
    `${SWEPT_RULES.length} rules, ${checks} checks: ${thrown} thrown, ${lost} lost, ${repeated} repeated\n`,
);
if (thrown + lost + repeated > 0) process.exitCode = 1;

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
