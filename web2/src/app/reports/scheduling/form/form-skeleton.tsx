import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

const FIELDS = ['report', 'format', 'often', 'zone', 'to'];

/** The form's fields before they are there. */
export function FormSkeleton() {
  return (
    <div aria-busy className="grid max-w-form gap-5 p-4 md:p-6 max-md:px-0">
      <span className="sr-only">The form is loading.</span>
      {FIELDS.map((field) => (
        <div key={field} className="grid gap-1.5">
          <SkeletonText className="w-20 text-label" />
          <Skeleton className="h-control rounded-control" />
          <SkeletonText className="w-60 max-w-full text-small" />
        </div>
      ))}
    </div>
  );
}
