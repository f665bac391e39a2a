import { describe, expect, it } from 'vitest';
import { NOTIFICATION_EVENT_IDS } from './catalogue';
import { composeNotification, composeStopped, type Outcome } from './compose';

const outcome: Outcome = {
  ...{ name: 'US summary', timezone: 'America/New_York', scheduled_for: new Date('2026-11-23T14:00:00Z') },
  ...{ error_message: 'It took too long.', row_count: 1284, deliveries_total: 5, deliveries_sent: 4 },
  schedule_status: 'active',
};
const DUE = 'Due Mon 23 Nov, 09:00 New York.';

describe('what people are told', () => {
  it.each([
    ['first_failure', '“US summary” was not sent', `${DUE} It took too long.`],
    ['run_failed', '“US summary” failed again', `${DUE} It took too long.`],
    ['requested_run_failed', '“US summary” could not be run', 'You asked for it. It took too long.'],
    [
      'schedule_stopped',
      '“US summary” was stopped after 5 failures',
      `${DUE} It took too long. It stays stopped until you resume it.`,
    ],
    ['schedule_recovered', '“US summary” is working again', `${DUE} It was delivered.`],
    ['partly_delivered', '“US summary” reached 4 of 5', `${DUE} It took too long.`],
    ['run_delivered', '“US summary” was delivered', `${DUE} 1,284 rows.`],
  ] as const)('of %s', (event, title, body) => {
    expect(composeNotification(event, outcome)).toEqual({ title, body });
  });

  it.each(NOTIFICATION_EVENT_IDS)('of %s has no stray spaces where there is nothing to say', (event) => {
    const { body } = composeNotification(event, { ...outcome, error_message: null, row_count: null });
    expect(body).toBe(body.trim());
    expect(body).not.toContain('  ');
  });

  it('of a schedule that can no longer be planned', () => {
    expect(composeStopped('US summary', 'When it runs cannot be read.')).toEqual({
      title: '“US summary” was stopped',
      body: 'When it runs cannot be read. Edit it, then resume it.',
    });
  });

  it.each([
    ['failed', `${DUE} It stays stopped until you resume it.`],
    ['paused', DUE],
    ['ended', DUE],
  ])('of a late success of a schedule that is %s does not say that it works', (schedule_status, body) => {
    expect(composeNotification('schedule_recovered', { ...outcome, schedule_status })).toEqual({
      title: '“US summary” was delivered after all',
      body,
    });
  });

  it('counts one row as one', () => {
    expect(composeNotification('run_delivered', { ...outcome, row_count: 1 }).body).toMatch(/ 1 row\.$/);
  });
});
