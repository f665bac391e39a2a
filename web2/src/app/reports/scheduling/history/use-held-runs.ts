import { useEffect, useRef, useState } from 'react';
import type { ExportRun } from '@/export-runs/schema';

const STILL = 10_000;

/** Whether the pointer moved over an element a moment ago: spread `props` on it. */
export function useRecentPointer() {
  const [isOver, setIsOver] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const leave = () => {
    clearTimeout(timer.current);
    setIsOver(false);
  };
  const move = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(leave, STILL);
    setIsOver(true);
  };
  return { isOver, props: { onPointerMove: move, onPointerLeave: leave } };
}

/** While `hold` is true, newer runs wait above the list instead of pushing rows away under pointer and eyes. */
export function useHeldRuns(runs: ExportRun[], hold: boolean) {
  const [top, setTop] = useState<string>();
  const newest = runs[0]?.id;
  const place = runs.findIndex(({ id }) => id === top);
  const waiting = hold && place > 0 ? place : 0;
  if (!waiting && newest !== top) setTop(newest);
  return { shown: runs.slice(waiting), waiting, show: () => setTop(newest) };
}
