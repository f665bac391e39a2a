import type { UserContext } from '@/lib/http/user-context';
import type { Person } from './people';

/** A person as the verbs of the API know them. */
export const asks = (person: Person): UserContext => ({
  userId: person.id,
  email: person.email,
  supabase: person.client as unknown as UserContext['supabase'],
  requestId: 'test',
  chosenOrganizationId: undefined,
});
