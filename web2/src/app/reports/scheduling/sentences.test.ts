import { describe, expect, test } from 'vitest';
import type { ExportRun } from '@/export-runs/schema';
import { jobLook, needsAttention } from './looks';
import { deliveredOf, runSentence, stoppedSentence } from './sentences';
import { delivery, job, lastRun, run } from './testing/fixtures';

const says = (changes: Partial<ExportRun>) => runSentence(run(1, changes));
const file = run(1).file;
const failed = delivery(2, { label: 'jo@partner.example', status: 'bounced', error_message: 'The mailbox is full.' });

describe('a run says', () => {
  test('how many got how much', () => {
    expect(says({})).toBe('1,284 rows went to 3 recipients.');
    expect(says({ deliveries: [delivery(1)], file: file && { ...file, row_count: 1 } })).toBe(
      '1 row went to 1 recipient.',
    );
  });

  test('which holiday skipped it, or moved it and to when', () => {
    expect(says({ status: 'skipped', reason: 'holiday', holiday: 'Christmas Day', missed_count: 1 })).toBe(
      'It fell on Christmas Day, so nothing was sent.',
    );
    expect(says({ status: 'waiting', holiday: 'Christmas Day', moved_to: '2026-12-28T14:00:00Z' })).toBe(
      'It fell on Christmas Day and runs on Mon 28 Dec 2026, 09:00.',
    );
  });

  test('that the file waits for its download', () => {
    const kept = delivery(4, { method: 'download', label: 'Download' });
    expect(says({ deliveries: [kept] })).toBe('1,284 rows are ready to download.');
    expect(says({ deliveries: [delivery(1), kept] })).toBe(
      '1,284 rows went to 1 recipient, and the file is ready to download.',
    );
  });

  test('that the file waited for its download, once it is removed', () => {
    const kept = delivery(4, { method: 'download', label: 'Download' });
    const removed = file && { ...file, status: 'removed' as const };
    expect(says({ file: removed, deliveries: [kept] })).toBe('1,284 rows were ready to download.');
    expect(says({ file: removed, deliveries: [delivery(1), kept] })).toBe('1,284 rows went to 1 recipient.');
  });

  test('who did not get it and why, and that the others did', () => {
    const status = 'partially_delivered' as const;
    expect(says({ status, deliveries: [delivery(1), failed, delivery(3)] })).toBe(
      'jo@partner.example did not get it. The mailbox is full. The other 2 did.',
    );
    expect(says({ status, deliveries: [failed, { ...failed, id: 'x' }, delivery(3)] })).toBe(
      'jo@partner.example and 1 other did not get it. The other one did.',
    );
  });

  test('why it failed and that nobody got anything', () => {
    const error_message = 'The report took too long. Shorten the period or add a filter.';
    expect(says({ status: 'failed', error_message, file: null, deliveries: [] })).toBe(
      `${error_message} No file was made.`,
    );
    expect(says({ status: 'failed', error_message: null, deliveries: [failed] })).toBe(
      'The run failed. Nobody got the file.',
    );
  });

  test('that it is tried again after a failed try', () =>
    expect(says({ status: 'queued', attempt: 2, error_message: 'The database was not reachable.', file: null })).toBe(
      'Try 2 failed: The database was not reachable. It is tried again.',
    ));

  test('how late it was and what it stands for', () =>
    expect(says({ late_seconds: 720, missed_count: 2 })).toBe(
      'It ran 12\u00a0m late. 1,284 rows went to 3 recipients. 2 earlier runs were missed.',
    ));

  test('why it was skipped or cancelled', () => {
    expect(says({ status: 'skipped', reason: 'empty', file: null, deliveries: [] })).toBe(
      'The report was empty, so nothing was sent.',
    );
    expect(says({ status: 'skipped', reason: 'missed', missed_count: 3, file: null, deliveries: [] })).toBe(
      'The time passed while nothing could run, so nothing was sent. 2 earlier runs were missed.',
    );
    expect(says({ status: 'cancelled', reason: 'paused', deliveries: [] })).toBe(
      'The job was paused. Nothing was sent.',
    );
    expect(says({ status: 'cancelled', reason: null, deliveries: [delivery(1), failed] })).toBe(
      'Cancelled. 1 of 2 were already sent.',
    );
  });
});

test('what arrived is counted only where something was to be delivered', () => {
  expect(deliveredOf(run(1, { deliveries: [delivery(1), failed] }))).toBe('1 of 2');
  expect(deliveredOf(run(1, { deliveries: [] }))).toBeNull();
});

describe('a job', () => {
  test('that fails now and then says how close it is to being stopped', () => {
    const failing = job(1, { consecutive_failures: 2 });
    expect(jobLook(failing)).toMatchObject({ word: 'Failing', detail: '(2 of 5)' });
    expect(needsAttention(failing)).toBe(true);
  });

  test('that was stopped says why', () => {
    const stopped = job(1, {
      status: 'failed',
      status_reason: 'too_many_failures',
      consecutive_failures: 5,
      last_run: lastRun(1, { status: 'failed', error_message: 'The report took too long.' }),
    });
    expect(jobLook(stopped).word).toBe('Stopped');
    expect(stoppedSentence(stopped)).toBe('It failed 5 times in a row. The report took too long.');
  });

  test('without an owner asks for one, and a paused one asks for nothing', () => {
    expect(jobLook(job(1, { owner_id: null })).word).toBe('Needs an owner');
    expect(needsAttention(job(1, { status: 'paused' }))).toBe(false);
  });
});
