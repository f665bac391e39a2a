import { pageTitle, signedInViewer } from '../scheduling/signed-in-viewer';
import { CalendarWidget } from './CalendarWidget';

export const generateMetadata = () => pageTitle('Calendar');

export default async function Page() {
  return <CalendarWidget viewer={await signedInViewer()} today={new Date().toISOString().slice(0, 10)} />;
}
