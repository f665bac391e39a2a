import { describe, expect, it } from 'vitest';
import { defaultOrganization, mayEdit, type Role } from './active-organization';

const mine = ['first', 'home', 'chosen'].map((id) => ({ id }));

describe('the organisation of a request that names none', () => {
  it.each([
    ['chosen', 'home', 'chosen'],
    ['not mine', 'home', 'home'],
    [undefined, 'home', 'home'],
    [undefined, null, 'first'],
    ['not mine', 'left', 'first'],
  ])('chosen %s, home %s: it is %s', (chosen, home, expected) => {
    expect(defaultOrganization(mine, chosen, home)?.id).toBe(expected);
  });

  it('is none for somebody without any', () => {
    expect(defaultOrganization([], 'chosen', 'home')).toBeUndefined();
  });
});

it.each<[Role, boolean, boolean]>([
  ['owner', false, true],
  ['admin', false, true],
  ['editor', true, true],
  ['editor', false, false],
  ['viewer', true, false],
])('as %s, own schedule %s: may change it %s', (role, own, may) => {
  expect(mayEdit({ id: 'o', role }, 'me', own ? 'me' : 'other')).toBe(may);
  expect(mayEdit({ id: 'o', role }, 'me', null)).toBe(role === 'owner' || role === 'admin');
});
