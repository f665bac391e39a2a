import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToastCard } from './toast-card';
import { notify, Toaster } from './toaster';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  act(() => notify.dismiss());
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe('a toast', () => {
  it('closes when its time is over', () => {
    const onClose = vi.fn();
    render(<ToastCard tone="success" text="Saved" duration={5000} onClose={onClose} />);
    pass(4999);
    expect(onClose).not.toHaveBeenCalled();
    pass(1);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it.each([
    ['pointer', fireEvent.pointerEnter, fireEvent.pointerLeave],
    ['focus', fireEvent.focus, fireEvent.blur],
  ])('waits while it has the %s, and only the rest runs on', (_, enter, leave) => {
    const onClose = vi.fn();
    render(<ToastCard tone="success" text="Saved" duration={5000} onClose={onClose} />);
    const close = screen.getByRole('button', { name: 'Close' });
    pass(3000);
    enter(close);
    pass(60_000);
    expect(onClose).not.toHaveBeenCalled();
    leave(close);
    pass(1999);
    expect(onClose).not.toHaveBeenCalled();
    pass(1);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('stays when it tells of an error', () => {
    render(<Toaster />);
    act(() => void notify.error('“Board pack” could not be paused.'));
    pass(10 * 60_000);
    expect(screen.getByText('“Board pack” could not be paused.')).toBeInTheDocument();
  });
});

describe('the toasts', () => {
  const texts = () => screen.queryAllByRole('listitem').map((item) => item.querySelector('p')?.textContent);

  it('go one by one, as their times are over', () => {
    render(<Toaster />);
    act(() => void notify.success('“Board pack” paused', { onUndo: vi.fn() }));
    act(() => void notify.success('Saved'));
    pass(5000);
    expect(texts()).toEqual(['“Board pack” paused']);
    pass(5000);
    expect(texts()).toEqual([]);
  });

  it('are read to screen readers from a region that was there before', () => {
    render(<Toaster />);
    const region = screen.getByRole('region', { name: 'Messages' });
    expect(region).toHaveAttribute('aria-live', 'polite');
    act(() => void notify.info('Test sent to ana@nw.example.'));
    expect(region).toHaveTextContent('Test sent to ana@nw.example.');
  });

  it('are four at most: the oldest gives way', () => {
    render(<Toaster />);
    act(() => ['1', '2', '3', '4', '5'].forEach((text) => void notify.error(text)));
    expect(texts()).toEqual(['2', '3', '4', '5']);
  });

  it('take the focus with alt-T', () => {
    render(<Toaster />);
    fireEvent.keyDown(document.body, { key: 't', code: 'KeyT', altKey: true });
    expect(screen.getByRole('region', { name: 'Messages' })).toHaveFocus();
  });
});

describe('the key z', () => {
  const shown = (onUndo: () => void) => {
    render(
      <>
        <input aria-label="Search" />
        <Toaster />
      </>,
    );
    act(() => void notify.success('“Board pack” paused', { onUndo }));
    pass(100);
  };

  it('undoes what the last toast offered, once', () => {
    const onUndo = vi.fn();
    shown(onUndo);
    fireEvent.keyDown(document.body, { key: 'z' });
    fireEvent.keyDown(document.body, { key: 'z' });
    expect(onUndo).toHaveBeenCalledOnce();
  });

  it('is a letter while one types', () => {
    const onUndo = vi.fn();
    shown(onUndo);
    fireEvent.keyDown(screen.getByLabelText('Search'), { key: 'z' });
    expect(onUndo).not.toHaveBeenCalled();
  });

  it('does nothing after the toast is gone', () => {
    const onUndo = vi.fn();
    shown(onUndo);
    pass(11_000);
    fireEvent.keyDown(document.body, { key: 'z' });
    expect(onUndo).not.toHaveBeenCalled();
  });
});
