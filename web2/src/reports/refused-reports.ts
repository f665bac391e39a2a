import { appDatabase } from '@/lib/app-database';
import { log } from '@/lib/log';

const CHECK_EVERY_MS = 60_000;
const told = new Set<string>();
let nextCheck = 0;

/**
 * Logs what stands in schema `reports` and is not listed, with the reason: once per process, view and reason. Looks at most once a minute.
 * Never throws: a catalogue must not fail because its log does.
 */
export async function logRefusedReports(): Promise<void> {
  if (performance.now() < nextCheck) return;
  nextCheck = performance.now() + CHECK_EVERY_MS;
  try {
    const refused = await appDatabase().query<{ name: string; reason: string }>(
      'select * from private.refused_reports()',
    );
    for (const { name, reason } of refused) {
      if (told.has(`${name} ${reason}`)) continue;
      told.add(`${name} ${reason}`);
      log.warn('a report is not listed', { report: name, reason });
    }
  } catch (error) {
    log.warn('refused reports could not be looked up', { error });
  }
}
