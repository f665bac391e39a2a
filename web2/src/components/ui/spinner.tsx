import { LoaderCircle } from 'lucide-react';
import { cn } from './cn';

/** Decoration only: say what is loading in words beside it. Stands still under reduced motion. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 motion-spin', className)} strokeWidth={1.75} />;
}
