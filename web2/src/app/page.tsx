import { redirect } from 'next/navigation';
import { HOME_PATH } from '@/auth/safe-path';

export default function HomePage() {
  redirect(HOME_PATH);
}
