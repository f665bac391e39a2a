import Link from 'next/link';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { useOverview } from './overview';
import { attentionOf } from './overview';

/** Stands only while something needs a person. */
export function AttentionStrip({ overview }: { overview: ReturnType<typeof useOverview> }) {
  const attention = overview.data && attentionOf(overview.data);
  if (!attention) return null;
  return (
    <Banner
      tone="danger"
      title={attention.title}
      action={
        <Button asChild>
          <Link href={attention.href} scroll={false}>
            Review
          </Link>
        </Button>
      }
    >
      <span className="line-clamp-2 md:inline">{attention.sentence}</span>
    </Banner>
  );
}
