import type { Meta, StoryObj } from '@storybook/nextjs-vite';
import { expect, screen, userEvent } from 'storybook/test';
import { ScheduleExportWidget } from './ScheduleExportWidget';
import { JOBS } from './testing/examples';
import { problem, silence } from './testing/fake-api';
import { idOf, job, REPORTS, VIEWER } from './testing/fixtures';
import { answerFromFakeApi, withPage } from './testing/stories';

const NEW_YORK = { '0 9 * * 1-5': { timezone: 'America/New_York' } };

const meta = {
  component: ScheduleExportWidget,
  args: { viewer: VIEWER },
  decorators: [withPage],
  beforeEach: answerFromFakeApi,
  parameters: { search: '?new' },
} satisfies Meta<typeof ScheduleExportWidget>;
export default meta;
type Story = StoryObj<typeof meta>;

const report = () => screen.findByRole('combobox', { name: 'Report' });

export const Folded: Story = {
  parameters: { search: '' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Schedule New Report Export' })).toBeVisible();
  },
};

export const New: Story = {
  play: async () => {
    await expect(await report()).toHaveTextContent('Choose a report');
    await expect(await screen.findByText('Mon 30 Nov, 15:00')).toBeVisible();
  },
};

export const Filled: Story = {
  parameters: { api: { previews: NEW_YORK } },
  play: async () => {
    await userEvent.click(await report());
    await userEvent.click(await screen.findByRole('option', { name: /Compliance summary/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Add filter' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Region' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Add filter' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /Month/ }));
    await expect(await screen.findByRole('combobox', { name: 'Month period' })).toBeVisible();
  },
};

export const Columns: Story = {
  play: async () => {
    await userEvent.click(await report());
    await userEvent.click(await screen.findByRole('option', { name: /Compliance summary/ }));
    await userEvent.click(await screen.findByText('All 6 columns'));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Control' }));
    await userEvent.click(screen.getByRole('button', { name: 'Move Month up' }));
    await userEvent.click(screen.getByRole('button', { name: 'Add sorting' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Row limit' }), '0');
    await userEvent.click(screen.getByRole('button', { name: 'Schedule export' }));
    await expect(await screen.findByText(/Enter a whole number from 1/)).toBeVisible();
  },
};

export const Preview: Story = {
  play: async () => {
    await userEvent.click(await report());
    await userEvent.click(await screen.findByRole('option', { name: /Compliance summary/ }));
    await userEvent.click(await screen.findByText('Preview'));
    await expect(await screen.findByText('1,284 rows as of now.')).toBeVisible();
  },
};

export const PreviewFails: Story = {
  parameters: {
    api: {
      instead: {
        'POST /api/reports/compliance_summary/preview': () =>
          problem(422, 'report_unreadable', '“Compliance summary” took longer than 10 seconds. Add a filter.'),
      },
    },
  },
  play: async () => {
    await userEvent.click(await report());
    await userEvent.click(await screen.findByRole('option', { name: /Compliance summary/ }));
    await userEvent.click(await screen.findByText('Preview'));
    await expect(await screen.findByText(/took longer than 10 seconds/)).toBeVisible();
  },
};

export const FormatOptions: Story = {
  play: async () => {
    await report();
    await userEvent.click(screen.getByText('CSV options'));
    await userEvent.click(screen.getByRole('combobox', { name: 'Decimal separator' }));
    await userEvent.click(await screen.findByRole('option', { name: 'Comma: 1,5' }));
    await userEvent.click(screen.getByRole('button', { name: 'Schedule export' }));
    await expect(
      await screen.findByText('A decimal comma needs another delimiter: semicolon, tab or pipe.'),
    ).toBeVisible();
  },
};

export const ProtectedFile: Story = {
  parameters: {
    search: `?edit=${idOf('job', 5)}`,
    api: {
      jobs: [job(5, { compression: 'zip', has_archive_password: true, file_name_template: '{report} {period_start}' })],
    },
  },
  play: async () => {
    await report();
    await userEvent.click(await screen.findByText('File name and compression'));
    await expect(screen.getByLabelText('New password')).toHaveAccessibleDescription(/never mailed/);
    await expect(screen.getByRole('checkbox', { name: 'Remove the password' })).not.toBeChecked();
  },
};

export const Mistakes: Story = {
  play: async () => {
    await report();
    await userEvent.type(screen.getByRole('textbox', { name: 'To' }), 'jo@nw{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Schedule export' }));
    await expect(await screen.findByText('2 fields need a change')).toBeVisible();
    await expect(await report()).toHaveFocus();
  },
};

export const InWords: Story = {
  parameters: { api: { previews: { 'daily at 25pm': '“25pm” is not a time. Try 17:00 or 5pm.' } } },
  play: async () => {
    await report();
    await userEvent.click(screen.getByRole('radio', { name: 'In words' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Schedule in words' }), 'daily at 25pm');
    await expect(await screen.findByText('“25pm” is not a time. Try 17:00 or 5pm.')).toBeVisible();
  },
};

export const ClockChange: Story = {
  parameters: {
    api: {
      previews: {
        '0 9 * * 1-5': {
          timezone: 'America/New_York',
          occurrences: [
            { at: '2027-03-08T14:00:00Z', local: '2027-03-08T09:00', offset: '-05:00' },
            {
              at: '2027-03-15T13:00:00Z',
              local: '2027-03-15T09:00',
              offset: '-04:00',
              note: 'Clocks change on 14 Mar.',
            },
            {
              at: '2027-03-22T13:00:00Z',
              local: '2027-03-22T09:00',
              offset: '-04:00',
              note: 'Last run: the job ends on 28 Mar.',
            },
          ],
        },
      },
    },
  },
  play: async () => {
    await expect(await screen.findByText('Clocks change on 14 Mar.')).toBeVisible();
  },
};

export const Advanced: Story = {
  play: async () => {
    await report();
    await userEvent.click(screen.getByText('Advanced'));
    await expect(await screen.findByLabelText(/^Starts/)).toBeVisible();
  },
};

const stopped = JOBS[4] ?? job(5);

/** A stopped job with a long name, many recipients and conditions that only the API can set. */
export const EditStopped: Story = {
  parameters: {
    search: `?edit=${idOf('job', 5)}`,
    api: {
      jobs: [
        {
          ...stopped,
          filters: { region: ['US', 'EMEA'], assessments: { gt: 5, lt: 9 }, month: { period: 'last_14_days' } },
          targets: [
            {
              method: 'email',
              to: Array.from({ length: 24 }, (_, i) => `department-${i + 1}@subsidiary.northwind.example`),
            },
            { method: 'download' },
          ],
        },
      ],
    },
  },
  play: async () => {
    await expect(await screen.findByText('This job is stopped.')).toBeVisible();
    await expect(await screen.findByText('+4 more')).toBeVisible();
  },
};

export const Loading: Story = {
  parameters: { api: { instead: { 'GET /api/reports': silence } } },
  play: async () => {
    await expect(await screen.findByText('The form is loading.')).toBeInTheDocument();
  },
};

export const Failed: Story = {
  parameters: { api: { instead: { 'GET /api/reports': () => problem(503, 'unavailable', '') } } },
  play: async () => {
    await expect(await screen.findByText('The form could not be opened.')).toBeVisible();
  },
};

export const NoReports: Story = {
  parameters: { api: { reports: [] } },
  play: async () => {
    await expect(await screen.findByText('There are no reports yet.')).toBeVisible();
  },
};

const LONG =
  'Datenschutzgrundverordnungskonformitätsprüfungsbericht aller Tochtergesellschaften, nach Rahmenwerk und Monat';

export const LongTexts: Story = {
  parameters: {
    api: {
      reports: REPORTS.map((each) => ({
        ...each,
        title: `${each.title}: ${LONG}`,
        description: `${each.description} ${LONG}.`,
      })),
    },
  },
  play: async () => {
    await userEvent.click(await report());
    await userEvent.click(await screen.findByRole('option', { name: /Compliance summary/ }));
    await expect(await report()).toHaveTextContent('Datenschutz');
  },
};
