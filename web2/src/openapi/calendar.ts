import {
  blackoutDatesInputSchema,
  blackoutDatesSchema,
  calendarPatchSchema,
  calendarSchema,
  holidayCountrySchema,
} from '@/organizations/calendar-schema';
import { body, content, type Described, jsonSchema, listOf, ok, organization, path, problem, ref } from './parts';

/** Days off and public holidays. */
export const calendar: Described = {
  paths: {
    '/api/calendar': {
      get: {
        summary: 'Read an organisation’s days off and the public holidays that it minds',
        parameters: [organization],
        responses: ok(ref('Calendar')),
      },
      patch: {
        summary: 'Choose the country whose public holidays count',
        ...body('CalendarPatch'),
        responses: ok(ref('Calendar')),
      },
    },
    '/api/calendar/countries': {
      get: {
        summary: 'List the countries whose public holidays are known',
        responses: ok(listOf('HolidayCountry')),
      },
    },
    '/api/calendar/blackout-dates': {
      post: {
        summary: 'Add days off',
        ...body('BlackoutDatesInput'),
        responses: { 201: { description: 'Added', ...content(ref('BlackoutDates')) }, ...problem },
      },
    },
    '/api/calendar/blackout-dates/{id}': {
      parameters: [path('id')],
      delete: { summary: 'Remove days off', responses: { 204: { description: 'Removed' }, ...problem } },
    },
  },
  schemas: {
    Calendar: jsonSchema(calendarSchema, 'output'),
    CalendarPatch: jsonSchema(calendarPatchSchema, 'input'),
    BlackoutDates: jsonSchema(blackoutDatesSchema, 'output'),
    BlackoutDatesInput: jsonSchema(blackoutDatesInputSchema, 'input'),
    HolidayCountry: jsonSchema(holidayCountrySchema, 'output'),
  },
};
