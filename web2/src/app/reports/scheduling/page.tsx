import { SchedulingPage } from './scheduling-page';
import { pageTitle, signedInViewer } from './signed-in-viewer';

export const generateMetadata = () => pageTitle('Scheduling');

export default async function Page() {
  return <SchedulingPage viewer={await signedInViewer()} />;
}
