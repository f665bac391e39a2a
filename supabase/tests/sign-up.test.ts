import { expect, test } from 'vitest';
import { useDatabase } from './connections.ts';
import { signUp } from './world.ts';

const database = useDatabase();

test('signing up makes a profile, and a personal organisation with its owner', async () => {
  const person = await signUp(database, 'ann', { display_name: 'Ann Müller', timezone: 'Europe/Berlin' });
  const { data } = await person.client.from('profiles').select('display_name, timezone, home_organization_id');
  expect(data).toEqual([{ display_name: 'Ann Müller', timezone: 'Europe/Berlin', home_organization_id: person.home }]);
  const { data: homes } = await person.client
    .from('organizations')
    .select('id, name, timezone, allow_outside_recipients');
  expect(homes).toEqual([
    { id: person.home, name: 'Ann Müller', timezone: 'Europe/Berlin', allow_outside_recipients: false },
  ]);
  const { data: memberships } = await person.client.from('memberships').select('organization_id, user_id, role');
  expect(memberships).toEqual([{ organization_id: person.home, user_id: person.id, role: 'owner' }]);
});

test('without a name the address gives one, and without a zone times are UTC', async () => {
  const person = await signUp(database, 'carol');
  const { data } = await person.client.from('profiles').select('display_name, timezone');
  expect(data).toEqual([{ display_name: person.email.split('@')[0], timezone: 'UTC' }]);
});

test('a zone that does not exist and a name with line breaks do not stop a sign-up', async () => {
  const person = await signUp(database, 'dan', { display_name: 'Dan\r\nBcc: all', timezone: 'Mars/Olympus' });
  const { data } = await person.client.from('profiles').select('display_name, timezone');
  expect(data).toEqual([{ display_name: 'Dan  Bcc: all', timezone: 'UTC' }]);
});

test('the audit log names the person as the maker of their organisation', async () => {
  const person = await signUp(database, 'erin');
  const { data } = await person.client
    .from('audit_log')
    .select('actor_type, actor_id, actor_label, action, table_name')
    .order('sequence');
  const actor = { actor_type: 'user', actor_id: person.id, actor_label: person.email, action: 'insert' };
  expect(data).toEqual([
    { ...actor, table_name: 'organizations' },
    { ...actor, table_name: 'memberships' },
  ]);
});
