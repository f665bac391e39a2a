/** What the browser and the server both know of each delivery method. The code that sends stands in `registry.ts`. */
export const DELIVERY_METHODS = {
  email: {
    label: 'Email',
    description: 'One mail to each address, with the file; over about 6\u00a0MB, with a link to it.',
  },
  download: { label: 'Download', description: 'Kept here, with a notice in your inbox.' },
} as const satisfies Record<string, { label: string; description: string }>;

export type DeliveryMethodId = keyof typeof DELIVERY_METHODS;

export const DELIVERY_METHOD_IDS = Object.keys(DELIVERY_METHODS) as [DeliveryMethodId, ...DeliveryMethodId[]];

export function isDeliveryMethodId(id: string): id is DeliveryMethodId {
  return Object.hasOwn(DELIVERY_METHODS, id);
}
