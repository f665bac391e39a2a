import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useDelayedPending } from './use-delayed';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
const start = () => renderHook(({ pending }) => useDelayedPending(pending), { initialProps: { pending: true } });

it('shows nothing when the answer comes within 200 ms', () => {
  const { result, rerender } = start();
  pass(199);
  rerender({ pending: false });
  pass(1000);
  expect(result.current).toBe(false);
});

it('shows for at least 400 ms once it is seen', () => {
  const { result, rerender } = start();
  pass(200);
  expect(result.current).toBe(true);
  pass(50);
  rerender({ pending: false });
  pass(349);
  expect(result.current).toBe(true);
  pass(1);
  expect(result.current).toBe(false);
});
