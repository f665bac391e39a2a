import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

/** Header and both cards before the page is there. */
export default function Loading() {
  return (
    <div aria-busy className="grid gap-8">
      <span className="sr-only">The calendar is loading.</span>
      <div className="grid gap-1">
        <SkeletonText className="w-32 text-title" />
        <SkeletonText className="w-64 text-body" />
      </div>
      <Skeleton className="h-64 rounded-card" />
      <Skeleton className="h-64 rounded-card" />
    </div>
  );
}
