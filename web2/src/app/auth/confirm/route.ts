import { redirect } from 'next/navigation';
import { confirmLink } from '@/auth/confirm-link';
import { safePath } from '@/auth/safe-path';

export async function GET(request: Request) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (!(await confirmLink(query))) redirect('/sign-in?link=expired');
  redirect(query.type === 'recovery' ? '/new-password' : safePath(query.next));
}
