/**
 * Who may do what, through the API. `yes`: it happened. `hidden`: no error, but no row was seen or changed.
 * `no`: refused. The stranger is a member of another organisation.
 */
export const matrix = `
                                  owner   admin   editor  viewer  stranger  anonymous  service

organizations
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          no      no      no      no      no        no         yes
  update                          yes     yes     hidden  hidden  hidden    no         yes
  delete                          no      no      no      no      no        no         yes

memberships
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          no      no      no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          no      no      no      no      no        no         yes

own profiles
  select                          yes     yes     yes     yes     yes       no         yes
  insert                          no      no      no      no      no        no         yes
  update                          yes     yes     yes     yes     yes       no         yes
  delete                          no      no      no      no      no        no         yes

a colleague's profiles
  select                          yes     yes     yes     yes     hidden    no         yes
  update                          hidden  hidden  hidden  hidden  hidden    no         yes
  delete                          no      no      no      no      no        no         yes

own scheduled_exports
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          yes     yes     yes     no      no        no         yes
  update                          yes     yes     yes     hidden  hidden    no         yes
  delete                          no      no      no      no      no        no         yes

a colleague's scheduled_exports
  select                          yes     yes     yes     yes     hidden    no         yes
  update                          yes     yes     hidden  hidden  hidden    no         yes
  delete                          no      no      no      no      no        no         yes

deleted scheduled_exports
  select                          hidden  hidden  hidden  hidden  hidden    no         yes
  update                          hidden  hidden  hidden  hidden  hidden    no         yes

own scheduled_export_overviews
  select                          yes     yes     yes     yes     hidden    no         yes
  update                          no      no      no      no      no        no         no
  delete                          no      no      no      no      no        no         no

blackout_dates
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          yes     yes     no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          yes     yes     hidden  hidden  hidden    no         yes

export_runs
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          no      no      no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          no      no      no      no      no        no         yes

export_files
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          no      no      no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          no      no      no      no      no        no         yes

export_deliveries
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          no      no      no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          no      no      no      no      no        no         yes

own notification_settings
  select                          yes     yes     yes     yes     yes       no         yes
  insert                          yes     yes     yes     yes     no        no         yes
  update                          yes     yes     yes     yes     hidden    no         yes
  delete                          no      no      no      no      no        no         yes

a colleague's notification_settings
  select                          hidden  hidden  hidden  hidden  hidden    no         yes
  update                          hidden  hidden  hidden  hidden  hidden    no         yes
  delete                          no      no      no      no      no        no         yes

own notifications
  select                          yes     yes     yes     yes     hidden    no         yes
  insert                          no      no      no      no      no        no         yes
  update                          yes     yes     yes     yes     hidden    no         yes
  delete                          no      no      no      no      no        no         yes

a colleague's notifications
  select                          hidden  hidden  hidden  hidden  hidden    no         yes
  update                          hidden  hidden  hidden  hidden  hidden    no         yes
  delete                          no      no      no      no      no        no         yes

audit_log
  select                          yes     yes     hidden  hidden  hidden    no         yes
  insert                          no      no      no      no      no        no         no
  update                          no      no      no      no      no        no         no
  delete                          no      no      no      no      no        no         no

secrets
  select                          no      no      no      no      no        no         yes
  insert                          no      no      no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          no      no      no      no      no        no         yes

worker_ticks
  select                          no      no      no      no      no        no         yes
  insert                          no      no      no      no      no        no         yes
  update                          no      no      no      no      no        no         yes
  delete                          no      no      no      no      no        no         yes
`;

export type Role = 'owner' | 'admin' | 'editor' | 'viewer' | 'stranger' | 'anonymous' | 'service';
export type Verb = 'select' | 'insert' | 'update' | 'delete';

export interface Expectation {
  /** A table, perhaps after whose row it is: "own profiles". */
  subject: string;
  verb: Verb;
  expected: Record<Role, string>;
}

/** The matrix, line by line. */
export function expectations(): Expectation[] {
  const [header, ...lines] = matrix.split('\n').filter((line) => line.trim() !== '');
  const roles = words(header) as Role[];
  let subject = '';
  return lines.flatMap((line) => {
    if (!line.startsWith(' ')) {
      subject = line.trim();
      return [];
    }
    const [verb, ...outcomes] = words(line);
    const expected = Object.fromEntries(roles.map((role, index) => [role, outcomes[index]]));
    return [{ subject, verb: verb as Verb, expected: expected as Record<Role, string> }];
  });
}

const words = (line = '') => line.trim().split(/\s+/);
