import { describe, expect, it } from 'vitest';
import { actionsOn } from './actions';
import { RUN_STATUSES } from './schema';

const run = {
  ...({ status: 'failed', error_code: 'storage_unavailable', stopping: false, deliveries: [], file: null } as const),
  schedule_exists: true,
};

describe('what can be done with a run', () => {
  it('depends on how far it is', () => {
    expect(Object.fromEntries(RUN_STATUSES.map((status) => [status, actionsOn({ ...run, status })]))).toEqual({
      waiting: ['cancel'],
      queued: ['cancel'],
      running: ['cancel'],
      delivering: ['cancel'],
      succeeded: ['replay'],
      partially_delivered: ['retry', 'replay'],
      failed: ['retry', 'replay', 'edit'],
      skipped: ['replay'],
      cancelled: ['replay'],
    });
  });

  it('is nothing more while it stops', () => {
    expect(actionsOn({ ...run, status: 'running', stopping: true })).toEqual([]);
  });

  it('is no retry once the file that failed to arrive was removed', () => {
    const sent = { ...run, deliveries: [{}] };
    expect(actionsOn({ ...sent, file: { status: 'ready' } })).toEqual(['retry', 'replay', 'edit']);
    expect(actionsOn({ ...sent, file: { status: 'removed' } })).toEqual(['replay', 'edit']);
  });

  it('is first to edit the schedule where the same would fail again', () => {
    for (const error_code of ['report_missing', 'column_missing', 'report_timeout', 'invalid_definition'])
      expect(actionsOn({ ...run, error_code })).toEqual(['edit', 'retry', 'replay']);
  });

  it('is nothing when its schedule was deleted, but to cancel what is on its way', () => {
    const orphan = { ...run, schedule_exists: false };
    expect(actionsOn(orphan)).toEqual([]);
    expect(actionsOn({ ...orphan, status: 'running' })).toEqual(['cancel']);
  });
});
