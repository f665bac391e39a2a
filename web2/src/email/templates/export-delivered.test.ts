// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportDelivered, renderExportDelivered } from './export-delivered';
import type { RenderedMail } from './layout';

const run: ExportDelivered['run'] = {
  organization_name: 'Northwind',
  schedule_name: 'US compliance',
  report_title: 'Compliance summary',
  owner_name: 'Ana Ruiz',
  scheduled_for: new Date('2026-11-23T14:00:00Z'),
  late_seconds: null,
  period: {
    name: 'previous_week',
    start: new Date('2026-11-16T05:00:00Z'),
    end: new Date('2026-11-23T05:00:00Z'),
  },
  timezone: 'America/New_York',
  recurrence_description: 'Every Monday at 09:00',
  trigger: 'schedule',
  missed_count: 0,
};
const file: ExportDelivered['file'] = {
  name: 'us-compliance_2026-11-16_2026-11-22.csv',
  format_label: 'CSV',
  is_protected: false,
  row_count: 1284,
  byte_size: 212_345,
  notes: [],
};
const runUrl = 'https://app.example/reports/scheduling/runs/0b7f';
const link = { url: 'https://app.example/d/T0kEn', expires_at: new Date('2026-12-23T14:00:00Z') };

interface Change {
  run?: Partial<ExportDelivered['run']>;
  file?: Partial<ExportDelivered['file']>;
  link?: ExportDelivered['link'];
}
function render({ run: runChange, file: fileChange, link = null }: Change = {}): RenderedMail {
  return renderExportDelivered({ run: { ...run, ...runChange }, file: { ...file, ...fileChange }, link, runUrl });
}

/** Quantities hold no-break spaces, which nobody types in a test. */
const plain = (text: string) => text.replace(/[\u00a0\u2009\u202f]/g, ' ');
const lines = (mail: RenderedMail) => plain(mail.text).split('\n').filter(Boolean);
const documentOf = (mail: RenderedMail) => new DOMParser().parseFromString(mail.html, 'text/html');

describe('the mail with a file', () => {
  it('says what it covers, how much, and for whom it was sent', () => {
    const mail = render();
    expect(plain(mail.subject)).toBe('US compliance, 16 – 22 Nov 2026');
    expect(plain(mail.preheader)).toBe('1,284 rows, CSV, 212 KB attached');
    expect(lines(mail)).toEqual([
      'US compliance',
      '16 – 22 November 2026 (previous week, New York)',
      '1,284 rows · CSV · 212 KB, attached',
      'us-compliance_2026-11-16_2026-11-22.csv',
      'Report “Compliance summary”, sent every Monday at 09:00, New York time, for Ana Ruiz at Northwind.',
      'To stop these mails, ask Ana Ruiz.',
      'Open in Scheduled Exports:',
      runUrl,
    ]);
  });

  it('links to the file, until when and for whom, where it is too large to attach', () => {
    const mail = render({ link, file: { byte_size: 61_200_000, row_count: 384_210 } });
    expect(lines(mail)).toContain('384,210 rows · CSV · 61 MB, a link');
    expect(lines(mail).slice(4, 7)).toEqual([
      'Download the file:',
      link.url,
      'Too large to attach. The link works until 23 Dec 2026, for anyone who has it.',
    ]);
    expect(documentOf(mail).querySelector('.button a')?.getAttribute('href')).toBe(link.url);
    expect(plain(mail.subject)).toBe('US compliance, 16 – 22 Nov 2026');
  });

  it('names the day of the run where the report has no period', () => {
    const mail = render({ run: { period: null } });
    expect(plain(mail.subject)).toBe('US compliance, 23 Nov 2026');
    expect(lines(mail)[1]).toBe('As of Mon 23 Nov 2026, 09:00, New York (UTC-5)');
  });

  it('counts days in the schedule’s zone, 25-hour days included', () => {
    const period = {
      name: 'yesterday',
      start: new Date('2026-11-01T04:00:00Z'),
      end: new Date('2026-11-02T05:00:00Z'),
    };
    expect(lines(render({ run: { period } }))[1]).toBe('1 November 2026 (yesterday, New York)');
  });

  it('shows the times of a period that is counted in hours', () => {
    const period = {
      name: 'last_6_hours',
      start: new Date('2026-11-23T08:00:00Z'),
      end: new Date('2026-11-23T14:00:00Z'),
    };
    expect(lines(render({ run: { period } }))[1]).toBe('23 November 2026, 03:00–09:00 (last 6 hours, New York)');
  });

  it('never hides what the file does not hold', () => {
    const notes = ['Cut at the job’s limit of 100,000 rows. More rows matched.', '1 cell was cut (<b>Notes</b>).'];
    const mail = render({ file: { notes } });
    expect(lines(mail).slice(4, 6)).toEqual(notes);
    const notices = [...documentOf(mail).querySelectorAll('.notice')].map(({ textContent }) => textContent);
    expect(notices).toEqual(notes);
    expect(plain(render().text)).not.toContain('Cut at');
  });

  it('says that it is late, since when, and which period it still covers', () => {
    const mail = render({ run: { late_seconds: 7200 } });
    expect(plain(mail.subject)).toBe('US compliance, 16 – 22 Nov 2026 (2 h late)');
    expect(lines(mail)).toContain(
      'Ran 2 h late: due Mon 23 Nov 2026, 09:00, New York (UTC-5), when Scheduled Exports was busy or not running. ' +
        'The period is the one that was due.',
    );
    expect(plain(render({ run: { late_seconds: 720, period: null } }).text)).toContain(
      'The rows are those of when it ran.',
    );
  });

  it('says how many runs it stands for', () => {
    expect(lines(render({ run: { missed_count: 1 } }))).toContain('1 earlier run was missed; this one stands for it.');
    expect(lines(render({ run: { missed_count: 3 } }))).toContain(
      '3 earlier runs were missed; this one stands for them.',
    );
  });

  it.each([
    [0, 'No rows · CSV · 212 KB, attached'],
    [1, '1 row · CSV · 212 KB, attached'],
  ])('counts %i as people do', (row_count, line) => {
    expect(lines(render({ file: { row_count } }))).toContain(line);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [4_249_000, '4.2 MB'],
    [61_200_000, '61 MB'],
    [2_300_000_000, '2.3 GB'],
  ])('writes %i bytes as %s', (byte_size, words) => {
    expect(lines(render({ file: { byte_size } }))).toContain(`1,284 rows · CSV · ${words}, attached`);
  });

  it.each([
    ['manual', 'Report “Compliance summary”, sent by hand for Ana Ruiz at Northwind.'],
    ['replay', 'Report “Compliance summary”, sent again by hand for Ana Ruiz at Northwind.'],
    ['test', 'Report “Compliance summary”, a test, sent by hand for Ana Ruiz at Northwind.'],
  ])('tells a %s run from a scheduled one', (trigger, line) => {
    expect(lines(render({ run: { trigger } }))).toContain(line);
  });

  it('is marked as a test in its subject', () => {
    expect(render({ run: { trigger: 'test' } }).subject).toBe('Test: US compliance');
  });

  it('names the organisation where nobody owns the job', () => {
    const mail = render({ run: { owner_name: null, timezone: 'UTC' } });
    expect(lines(mail)).toContain('Report “Compliance summary”, sent every Monday at 09:00, UTC, for Northwind.');
    expect(lines(mail)).toContain('To stop these mails, ask its admins.');
  });
});

describe('both parts of the mail', () => {
  const texts = fc.record({
    schedule_name: fc.string({ minLength: 1 }),
    organization_name: fc.string(),
    report_title: fc.string(),
    owner_name: fc.string({ minLength: 1 }),
  });
  const markup = fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '&amp;<b>',
    "' onclick='",
  );
  const words = (text: string) => text.replace(/\s+/g, ' ').trim();

  it('hold the same sentences, whatever the names are, and no markup of theirs', () => {
    const elements = (mail: RenderedMail) => [...documentOf(mail).querySelectorAll('*')].map(({ tagName }) => tagName);
    const expected = elements(render({ link }));
    fc.assert(
      fc.property(texts, markup, fc.boolean(), (names, bad, first) => {
        const schedule_name = first ? bad + names.schedule_name : names.schedule_name + bad;
        const mail = render({ run: { ...names, schedule_name }, file: { name: `${bad}.csv` }, link });
        expect(elements(mail)).toEqual(expected);
        const shown = words(documentOf(mail).querySelector('table')?.textContent ?? '');
        const written = words(mail.text.replace(`:\n${runUrl}`, '').replace(`:\n${link.url}`, ''));
        expect(shown).toBe(written);
      }),
      { numRuns: 60 },
    );
  });

  it('come out the same each time', () => {
    expect(render()).toEqual(render());
  });

  it('fit a phone and both colour schemes without anything fetched', () => {
    const { html } = render({ link });
    expect(html).toContain('content="light dark"');
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('max-width:560px');
    expect(html).not.toMatch(/<img|url\(|@import|<link/);
  });
});
