import { pageTitle, signedInViewer } from '../../signed-in-viewer';
import { RunPage } from './run-page';

export const generateMetadata = () => pageTitle('Run');

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RunPage id={id} viewer={await signedInViewer()} />;
}
