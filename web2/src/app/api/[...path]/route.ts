import { NotFoundError } from '@/lib/errors';
import { answer } from '@/lib/http/with-user';

const notFound = (request: Request) =>
  answer(request, async () => {
    throw new NotFoundError('route');
  });

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
