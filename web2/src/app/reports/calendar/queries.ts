import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BlackoutDatesRow, OrganizationCalendar } from '@/organizations/calendar-schema';
import { askApi } from '../scheduling/api';

const queryKey = ['calendar'];

export interface BlackoutDatesInput {
  name: string;
  starts_on: string;
  ends_on?: string;
}

/** The organisation's days off, and the public holidays that it minds. */
export function useCalendar() {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => askApi<OrganizationCalendar>('/api/calendar', { signal }),
    staleTime: 60_000,
  });
}

/** The countries whose public holidays are known; they do not change while the page is open. */
export function useHolidayCountries() {
  return useQuery({
    queryKey: ['holiday-countries'],
    queryFn: ({ signal }) => askApi<{ data: { code: string; name: string }[] }>('/api/calendar/countries', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ data }) => data,
  });
}

export function useChooseCountry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (holiday_country: string | null) =>
      askApi<OrganizationCalendar>('/api/calendar', { method: 'PATCH', body: { holiday_country } }),
    onSuccess: (calendar) => client.setQueryData(queryKey, calendar),
  });
}

export function useAddBlackoutDates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BlackoutDatesInput) =>
      askApi<BlackoutDatesRow>('/api/calendar/blackout-dates', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
}

/** Takes the days away at once, and shows them again when that is refused. */
export function useRemoveBlackoutDates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => askApi<void>(`/api/calendar/blackout-dates/${id}`, { method: 'DELETE' }),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<OrganizationCalendar>(queryKey);
      client.setQueryData<OrganizationCalendar>(
        queryKey,
        (now) => now && { ...now, blackout_dates: now.blackout_dates.filter((row) => row.id !== id) },
      );
      return before;
    },
    onError: (_error, _id, before) => client.setQueryData(queryKey, before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
