import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readDownloadLink } from '@/export-runs/download-link';
import { NotFoundError } from '@/lib/errors';
import { DownloadCard } from '../download-card';

// The token is in the address: it must reach no search engine, and no other site as a referrer.
export const metadata: Metadata = { title: 'Download', robots: 'noindex, nofollow', referrer: 'no-referrer' };

export default async function DownloadPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readDownloadLink(token).catch((error: unknown) => {
    if (error instanceof NotFoundError) notFound();
    throw error;
  });
  return <DownloadCard link={link} action={`/api/downloads/${token}`} />;
}
