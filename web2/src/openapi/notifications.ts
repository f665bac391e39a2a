import { notificationsQuerySchema, notificationsReadSchema } from '@/notifications/inbox';
import {
  notificationSchema,
  notificationSettingsInputSchema,
  notificationSettingsSchema,
} from '@/notifications/schema';
import { body, type Described, jsonSchema, listOf, ok, organization, query, ref } from './parts';

/** The inbox, and what one is told. */
export const notifications: Described = {
  paths: {
    '/api/notification-settings': {
      get: {
        summary: 'Read what one is told',
        parameters: [organization],
        responses: ok(ref('NotificationSettings')),
      },
      put: {
        summary: 'Choose what one is told',
        ...body('NotificationSettingsInput'),
        responses: ok(ref('NotificationSettings')),
      },
    },
    '/api/notifications': {
      get: {
        summary: 'Read the inbox',
        parameters: query(notificationsQuerySchema),
        responses: ok(listOf('Notification', { unread_count: { type: 'integer' } })),
      },
    },
    '/api/notifications/read': {
      post: {
        summary: 'Mark notifications as read',
        ...body('NotificationsRead'),
        responses: ok({
          type: 'object',
          required: ['unread_count'],
          properties: { unread_count: { type: 'integer' } },
        }),
      },
    },
  },
  schemas: {
    NotificationSettings: jsonSchema(notificationSettingsSchema, 'output'),
    NotificationSettingsInput: jsonSchema(notificationSettingsInputSchema, 'input'),
    Notification: jsonSchema(notificationSchema, 'output'),
    NotificationsRead: jsonSchema(notificationsReadSchema, 'input'),
  },
};
