import { pageTitle, signedInViewer } from '../signed-in-viewer';
import { NotificationsPage } from './notifications-page';

export const generateMetadata = () => pageTitle('Notifications');

export default async function Page() {
  return <NotificationsPage viewer={await signedInViewer()} />;
}
