import { act, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { When } from './when';

const now = new Date('2026-11-23T18:00:00Z');
const props = { value: '2026-11-30T14:00:00Z', zone: 'America/New_York', now };

afterEach(() => {
  vi.useRealTimers();
});

it('carries the instant for machines and the zone in its tooltip', () => {
  render(<When {...props} />);
  const time = screen.getByText('Mon 30 Nov, 09:00');
  expect(time).toHaveAttribute('datetime', '2026-11-30T14:00:00.000Z');
  expect(time).toHaveAttribute('title', 'Mon 30 Nov, 09:00, New York');
});

it('puts the absolute form under the relative one', () => {
  render(<When {...props} form="stacked" />);
  expect(screen.getByText('in 7 days')).toBeInTheDocument();
  expect(screen.getByText('Mon 30 Nov, 09:00')).toBeInTheDocument();
});

it('keeps its two lines when the distance says nothing any more', () => {
  render(<When {...props} value="2026-12-14T14:00:00Z" form="stacked" />);
  expect(screen.getByText('Mon 14 Dec')).toBeInTheDocument();
  expect(screen.getByText('09:00')).toBeInTheDocument();
});

it('moves on with the clock', () => {
  vi.useFakeTimers({ now });
  render(<When value="2026-11-23T18:02:00Z" zone="UTC" form="relative" />);
  expect(screen.getByText('in 2 minutes')).toBeInTheDocument();
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.getByText('in 1 minute')).toBeInTheDocument();
});

it('is absolute on the server, whatever is asked for', () => {
  expect(renderToString(<When value="2026-11-30T14:00:00Z" zone="UTC" form="relative" />)).toContain(
    'Mon 30 Nov 2026, 14:00',
  );
});
