import type { Viewer } from '@/organizations/viewer';

/** Whether a person's role lets them schedule at all; each job says for itself who may change it. */
export const mayEdit = ({ organization }: Viewer): boolean => organization.role !== 'viewer';
