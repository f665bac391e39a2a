/** What a schedule does on a holiday: run anyway, skip, or run at the same time of the next business day. */
export const ON_HOLIDAYS = ['run', 'skip', 'next_business_day'] as const;
export type OnHolidays = (typeof ON_HOLIDAYS)[number];
