import type { DeliveryMethod } from './method';
import type { Target } from './targets';

/** The file stays in the app: there is nothing to hand over, and the worker puts the notice in the inbox. */
export const downloadDelivery: DeliveryMethod<Extract<Target, { method: 'download' }>> = {
  expand: () => [{ target_key: 'download', label: 'Download in the app', target: {} }],
  honoursIdempotencyKeys: () => true,
  largestFile: null,
  send: async () => ({ provider: 'in_app', provider_message_id: null }),
};
