import { describe, expect, test } from 'vitest';
import { attentionOf, nextRunAt, overviewSentence } from './overview';
import { ahead, job, lastRun } from './testing/fixtures';

const page = (...data: ReturnType<typeof job>[]) => ({ data, next_cursor: null });
const stopped = job(2, { name: 'Archive', status: 'failed', status_reason: 'too_many_failures', next_run_at: null });
const failing = job(3, {
  name: 'Evidence log',
  consecutive_failures: 1,
  last_run: lastRun(3, { status: 'failed', error_message: 'The database was not reachable.' }),
});

describe('the header', () => {
  test('counts what is active and what needs a person', () => {
    expect(overviewSentence(page(job(1), stopped, failing))).toBe('2 active, 2 need attention.');
    expect(overviewSentence(page(job(1)))).toBe('1 active.');
    expect(overviewSentence(page())).toBe('Nothing is scheduled yet.');
    expect(overviewSentence({ data: [job(1), stopped], next_cursor: 'x' })).toBe('1+ active, 1+ needs attention.');
  });

  test('finds the next run among the active jobs', () => {
    const paused = job(4, { status: 'paused', next_run_at: ahead(1) });
    expect(nextRunAt(page(job(1, { next_run_at: ahead(90) }), job(2, { next_run_at: ahead(14) }), paused))).toBe(
      ahead(14),
    );
    expect(nextRunAt(page(stopped))).toBeNull();
  });
});

describe('the attention strip', () => {
  test('is absent while all is well', () => expect(attentionOf(page(job(1), job(2, { status: 'paused' })))).toBeNull());

  test('names the stopped job before the failing one, and leads to the stopped jobs', () =>
    expect(attentionOf(page(failing, stopped))).toEqual({
      title: '2 jobs need attention.',
      sentence: '“Archive” stopped. It failed 5 times in a row.',
      href: '/reports/scheduling?status=failed',
    }));

  test('leads to the failed runs while none has stopped', () =>
    expect(attentionOf(page(failing))).toEqual({
      title: '1 job needs attention.',
      sentence: '“Evidence log” failed once. The database was not reachable.',
      href: '/reports/scheduling/history?run_status=failed',
    }));

  test('asks for an owner where one is missing', () =>
    expect(attentionOf(page(job(1, { owner_id: null })))?.sentence).toContain('has no owner'));
});
