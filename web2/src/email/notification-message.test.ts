import { describe, expect, it } from 'vitest';
import { notificationMessage } from './notification-message';

describe('the mail of a stored notification', () => {
  it('carries the notification’s id as its key, so that a retry is the same mail', () => {
    const stored = {
      id: '5b1c0c1e-0000-4000-8000-000000000001',
      to: 'ana@x.example',
      event: 'first_failure',
      title: '“US compliance” was not sent',
      body: 'The report ran longer than 60 seconds.',
      schedule_name: 'US compliance',
      organization_name: 'Northwind',
      run_id: 'run-1',
      scheduled_export_id: 'job-1',
      error_code: 'report_timeout',
    };
    const options = { emailFrom: 'exports@x.example', appUrl: 'http://localhost:3000' };
    const message = notificationMessage(stored, options);
    expect(message).toMatchObject({
      from: 'Northwind reports <exports@x.example>',
      to: 'ana@x.example',
      subject: 'Failed: US compliance',
      messageId: `<${stored.id}@localhost>`,
      idempotencyKey: stored.id,
    });
    expect(notificationMessage(stored, options)).toEqual(message);
  });
});
