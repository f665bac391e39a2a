// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { type NotificationMail, renderNotification } from './notification';

const stored: NotificationMail = {
  event: 'first_failure',
  title: '“US compliance” was not sent',
  body: 'Due Mon 23 Nov, 09:00 New York.\nThe report ran longer than 60 seconds. Shorten the period or add a filter.',
  schedule_name: 'US compliance',
  organization_name: 'Northwind',
  run_id: 'run-1',
  scheduled_export_id: 'job-1',
  error_code: 'report_timeout',
  appUrl: 'https://app.example/',
};

const scheduling = 'https://app.example/reports/scheduling';

describe('the mail that tells a job’s owner', () => {
  it('says the sentences of the inbox, then the way out', () => {
    const mail = renderNotification(stored);
    expect(mail.subject).toBe('Failed: US compliance');
    expect(mail.preheader).toBe(stored.body.replace('\n', ' '));
    expect(mail.text.split('\n').filter(Boolean)).toEqual([
      '“US compliance” was not sent',
      'Due Mon 23 Nov, 09:00 New York.',
      'The report ran longer than 60 seconds. Shorten the period or add a filter.',
      'Fix and retry:',
      `${scheduling}/runs/run-1`,
      'report_timeout · run run-1',
      'About the job “US compliance” at Northwind.',
      'Change what you are told:',
      `${scheduling}/notifications`,
    ]);
  });

  it.each([
    ['run_failed', 'Failed again: US compliance', 'Fix and retry', `${scheduling}/runs/run-1`],
    ['requested_run_failed', 'Failed: US compliance', 'Open the run', `${scheduling}/runs/run-1`],
    ['partly_delivered', 'Partly delivered: US compliance', 'See who did not get it', `${scheduling}/runs/run-1`],
    ['schedule_stopped', 'Stopped after 5 failures: US compliance', 'Fix and resume', `${scheduling}?edit=job-1`],
    ['schedule_recovered', 'Working again: US compliance', 'Open the run', `${scheduling}/runs/run-1`],
    ['run_delivered', 'Delivered: US compliance', 'Open the run', `${scheduling}/runs/run-1`],
  ])('of %s has the subject “%s” and leads on', (event, subject, label, url) => {
    const mail = renderNotification({ ...stored, event });
    expect(mail.subject).toBe(subject);
    const button = new DOMParser().parseFromString(mail.html, 'text/html').querySelector('.button a');
    expect([button?.textContent, button?.getAttribute('href')]).toEqual([label, url]);
    expect(mail.text).toContain(`${label}:\n${url}\n`);
  });

  it('of a job that was stopped before it made a run speaks of no failures', () => {
    const { subject, text } = renderNotification({
      ...stored,
      event: 'schedule_stopped',
      run_id: null,
      error_code: null,
    });
    expect(subject).toBe('Stopped: US compliance');
    expect(text).toContain(`Fix and resume:\n${scheduling}?edit=job-1\n`);
  });

  it('still says what was stored for an event that it does not know', () => {
    const mail = renderNotification({ ...stored, event: 'toString', run_id: null, error_code: null, body: '' });
    expect(mail.subject).toBe(stored.title);
    expect(mail.preheader).toBe(stored.title);
    expect(mail.text).toContain(`Open Scheduled Exports:\n${scheduling}\n`);
    expect(mail.text).not.toContain('undefined');
  });

  it('shows markup in a name as text', () => {
    const { html } = renderNotification({ ...stored, title: '<script>x</script>', schedule_name: '"<b>"' });
    const document = new DOMParser().parseFromString(html, 'text/html');
    expect(document.querySelector('h1')?.textContent).toBe('<script>x</script>');
    expect(document.querySelector('script, b')).toBeNull();
  });
});
