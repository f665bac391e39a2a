import { pageTitle, signedInViewer } from '../signed-in-viewer';
import { HistoryPage } from './history-page';

export const generateMetadata = () => pageTitle('Run history');

export default async function Page() {
  return <HistoryPage viewer={await signedInViewer()} />;
}
