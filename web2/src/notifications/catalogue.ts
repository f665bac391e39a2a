/** The events that people can be told of, with the channels that are on until a person chooses otherwise. */
export const NOTIFICATION_EVENTS = {
  run_delivered: { label: 'A run was delivered', description: 'Each time a file reached everyone.', defaults: [] },
  first_failure: {
    label: 'First failure after a success',
    description: 'Once, when a job begins to fail.',
    defaults: ['in_app', 'email'],
  },
  run_failed: {
    label: 'A run failed again',
    description: 'Each further failure of the same job.',
    defaults: ['in_app'],
  },
  requested_run_failed: {
    label: 'A run I asked for failed',
    description: 'Of what you run, replay or try again by hand.',
    defaults: ['in_app', 'email'],
  },
  partly_delivered: {
    label: 'Partly delivered',
    description: 'Some recipients did not get the file.',
    defaults: ['in_app', 'email'],
  },
  schedule_stopped: {
    label: 'Stopped after failures',
    description: 'The job failed 5 times in a row, or can no longer be planned. Always shown in the app.',
    defaults: ['in_app', 'email'],
    required: ['in_app'],
  },
  schedule_recovered: {
    label: 'Working again',
    description: 'A failing job delivered again.',
    defaults: ['in_app', 'email'],
  },
} as const satisfies Record<string, NotificationEventEntry>;

export const NOTIFICATION_CHANNELS = {
  in_app: { label: 'In-app' },
  email: { label: 'Email' },
} as const;

export type NotificationEvent = keyof typeof NOTIFICATION_EVENTS;
export type NotificationChannel = keyof typeof NOTIFICATION_CHANNELS;

interface NotificationEventEntry {
  label: string;
  description: string;
  defaults: readonly NotificationChannel[];
  /** Channels that cannot be switched off. */
  required?: readonly NotificationChannel[];
}

export const NOTIFICATION_EVENT_IDS = Object.keys(NOTIFICATION_EVENTS) as [NotificationEvent, ...NotificationEvent[]];
export const NOTIFICATION_CHANNEL_IDS = Object.keys(NOTIFICATION_CHANNELS) as [
  NotificationChannel,
  ...NotificationChannel[],
];

export function notificationEvent(event: NotificationEvent): NotificationEventEntry {
  return NOTIFICATION_EVENTS[event];
}

/** The channels that tell a person of an event, given what they stored. */
export function channelsOf(event: NotificationEvent, stored: readonly string[] | undefined): NotificationChannel[] {
  const { defaults, required = [] } = notificationEvent(event);
  return NOTIFICATION_CHANNEL_IDS.filter(
    (channel) => required.includes(channel) || (stored ?? defaults).includes(channel),
  );
}
