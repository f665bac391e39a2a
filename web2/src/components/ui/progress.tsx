import { cn } from './cn';

type ProgressProps = {
  /** Names what advances: "Evidence log". */
  label: string;
  /** 0 to 100; left out while nobody can know. */
  value?: number | undefined;
  className?: string;
};

/** A bar. Say the figures in words beside it. */
export function Progress({ label, value, className }: ProgressProps) {
  const known = value === undefined ? {} : { 'aria-valuenow': Math.round(value) };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...known}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-hover forced-colors:border', className)}
    >
      <div
        className={cn(
          'size-full origin-left rounded-full bg-accent forced-colors:bg-[Highlight]',
          value === undefined && 'motion-sweep',
        )}
        style={value === undefined ? undefined : { transform: `translateX(${value - 100}%)` }}
      />
    </div>
  );
}
