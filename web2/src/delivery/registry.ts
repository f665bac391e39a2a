import 'server-only';
import { ExportError } from '@/lib/errors';
import { type DeliveryMethodId, isDeliveryMethodId } from './catalogue';
import { downloadDelivery } from './download';
import { emailDelivery } from './email';
import type { DeliveryContext, DeliveryJob, DeliveryMethod, Expansion, Receipt } from './method';
import type { Target } from './targets';

export type { DeliveryContext, DeliveryJob } from './method';

type TargetOf<Id extends DeliveryMethodId> = Extract<Target, { method: Id }>;

const METHODS: { [Id in DeliveryMethodId]: DeliveryMethod<TargetOf<Id>> } = {
  email: emailDelivery,
  download: downloadDelivery,
};

/** What becomes one delivery row. */
export interface ExpandedTarget extends Expansion {
  method: DeliveryMethodId;
  largest_file: number | null;
}

/** A job's targets as deliveries, one per recipient: who stands in two targets gets the file once. */
export function expandTargets(targets: readonly Target[]): ExpandedTarget[] {
  const byKey = new Map<string, ExpandedTarget>();
  for (const each of targets.flatMap((target) => expand(target))) {
    if (!byKey.has(each.target_key)) byKey.set(each.target_key, each);
  }
  return [...byKey.values()];
}

function expand<Id extends DeliveryMethodId>(target: { method: Id } & TargetOf<Id>): ExpandedTarget[] {
  const { largestFile } = METHODS[target.method];
  return METHODS[target.method]
    .expand(target)
    .map((each) => ({ ...each, method: target.method, largest_file: largestFile }));
}

/** Sends one delivery by its method. @throws ExportError */
export async function sendDelivery(job: DeliveryJob, context: DeliveryContext): Promise<Receipt> {
  return methodOf(job.method).send(job, context);
}

/** Whether sending it again cannot arrive twice. @throws ExportError method_missing */
export function honoursIdempotencyKeys(method: string, context: Omit<DeliveryContext, 'signal'>): boolean {
  return methodOf(method).honoursIdempotencyKeys(context);
}

function methodOf(id: string): Pick<DeliveryMethod<never>, 'send' | 'honoursIdempotencyKeys'> {
  if (isDeliveryMethodId(id)) return METHODS[id];
  const message = `“${id}” is no longer a way to deliver. Choose another in the job.`;
  throw new ExportError('method_missing', message, { retryable: false });
}
