import { randomUUID } from 'node:crypto';
import type { Database } from './connections.ts';

type Values = Record<string, unknown>;

/** The columns that a user must give for a schedule. */
export function scheduleOf(organizationId: string, values: Values = {}): Values {
  return {
    organization_id: organizationId,
    name: 'US compliance summary',
    report_type: 'compliance_summary',
    format: 'csv',
    recurrence: '0 9 * * 1',
    targets: [{ method: 'download' }],
    ...values,
  };
}

/** Inserts as `postgres` and answers the id. */
export async function insert(database: Database, table: string, values: Values): Promise<string> {
  const names = Object.keys(values);
  const places = names.map((_, index) => `$${index + 1}`);
  const plain = Object.values(values).map((value) => (isJson(value) ? JSON.stringify(value) : value));
  return await database.value(`insert into ${table} (${names}) values (${places}) returning id`, plain);
}

export async function insertSchedule(database: Database, organizationId: string, ownerId: string, values: Values = {}) {
  return await insert(database, 'scheduled_exports', scheduleOf(organizationId, { owner_id: ownerId, ...values }));
}

let blackouts = 0;

/** A blackout of one day that no other has. */
export function blackout(organizationId: string, values: Values = {}): Values {
  const day = new Date(Date.UTC(2027, 0, 1 + blackouts++)).toISOString().slice(0, 10);
  return { organization_id: organizationId, name: 'Stocktaking', starts_on: day, ends_on: day, ...values };
}

let minute = 0;

/** A run of this schedule, an occurrence later than any before. */
export async function insertRun(database: Database, scheduleId: string, status: string, values: Values = {}) {
  const lease = status === 'running' ? { lease_token: randomUUID(), lease_expires_at: '2100-01-01Z' } : {};
  return await insert(database, 'export_runs', {
    organization_id: await database.value('select organization_id from scheduled_exports where id = $1', [scheduleId]),
    scheduled_export_id: scheduleId,
    scheduled_for: new Date(Date.UTC(2026, 0, 1, 0, minute++)),
    run_after: '2026-01-01Z',
    definition: {},
    status,
    ...lease,
    ...values,
  });
}

export async function insertFile(database: Database, runId: string, values: Values = {}) {
  return await insert(database, 'export_files', {
    organization_id: await database.value('select organization_id from export_runs where id = $1', [runId]),
    run_id: runId,
    lease_token: randomUUID(),
    name: 'report.csv',
    path: randomUUID(),
    ...values,
  });
}

/** A file's delivery to a target of its own. */
export async function insertDelivery(database: Database, fileId: string, status: string, values: Values = {}) {
  const lease = status === 'sending' ? { lease_token: randomUUID(), lease_expires_at: '2100-01-01Z' } : {};
  const [file] = await database.query('select organization_id, run_id from export_files where id = $1', [fileId]);
  return await insert(database, 'export_deliveries', {
    ...file,
    file_id: fileId,
    method: 'email',
    target_key: randomUUID(),
    label: 'someone@example.com',
    status,
    ...lease,
    ...values,
  });
}

/** A schedule with a run that is delivering: one delivery for each status. */
export async function insertDelivering(database: Database, scheduleId: string, statuses: string[]) {
  const run = await insertRun(database, scheduleId, 'delivering');
  const file = await insertFile(database, run);
  const deliveries: string[] = [];
  for (const status of statuses) deliveries.push(await insertDelivery(database, file, status));
  return { run, file, deliveries };
}

const isJson = (value: unknown) =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !(isTextArray(value) && value.length > 0);
const isTextArray = (value: object): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
