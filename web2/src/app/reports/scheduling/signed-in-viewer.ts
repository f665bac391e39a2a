import 'server-only';
import { redirect } from 'next/navigation';
import { getViewer, type Viewer } from '@/organizations/viewer';

/** The person looking at the page; sends everybody else to sign in. */
export async function signedInViewer(): Promise<Viewer> {
  return (await getViewer()) ?? redirect('/sign-in');
}

/** The browser's title of a page: what it is, and whose. */
export async function pageTitle(title: string) {
  const { organization } = await signedInViewer();
  return { title: { absolute: `${title} · ${organization.name}` } };
}
