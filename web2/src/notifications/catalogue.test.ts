import { describe, expect, it } from 'vitest';
import { channelsOf, NOTIFICATION_EVENT_IDS, notificationEvent } from './catalogue';

describe('the channels of an event', () => {
  it.each(NOTIFICATION_EVENT_IDS)('%s are the defaults until something is chosen', (event) => {
    expect(channelsOf(event, undefined)).toEqual(notificationEvent(event).defaults);
  });

  it('are what was chosen, but for those that cannot be off', () => {
    expect(channelsOf('first_failure', [])).toEqual([]);
    expect(channelsOf('run_delivered', ['email', 'pigeon'])).toEqual(['email']);
    expect(channelsOf('schedule_stopped', [])).toEqual(['in_app']);
    expect(channelsOf('schedule_stopped', ['email'])).toEqual(['in_app', 'email']);
  });
});
