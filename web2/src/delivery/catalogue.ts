/** What the browser and the server both know of each delivery method. The code that sends stands in `registry.ts`. */
export const DELIVERY_METHODS = {
  email: {
    label: 'Email',
    description: 'One mail to each address, with the file; over about 6\u00a0MB, with a link to it.',
    manner: '',
    fields: {},
  },
  download: {
    label: 'Download',
    description: 'Kept here, with a notice in your inbox.',
    manner: 'for download',
    fields: {},
  },
} as const satisfies Record<string, DeliveryMethodEntry>;

export interface DeliveryMethodEntry {
  label: string;
  description: string;
  /** How the file goes, as the sentence that sums a job up ends: “for download”. Empty where it counts recipients. */
  manner: string;
  /** Texts that its target needs, by their names there; the form asks for them. Recipients (`to`) have a control of their own. */
  fields: Readonly<Record<string, TargetField>>;
}

export interface TargetField {
  label: string;
  help?: string;
  placeholder?: string;
}

export type DeliveryMethodId = keyof typeof DELIVERY_METHODS;

export const DELIVERY_METHOD_IDS = Object.keys(DELIVERY_METHODS) as [DeliveryMethodId, ...DeliveryMethodId[]];

/** The texts that a method's target needs, by name. */
export function targetFields(id: DeliveryMethodId): DeliveryMethodEntry['fields'] {
  return DELIVERY_METHODS[id].fields;
}

export function isDeliveryMethodId(id: string): id is DeliveryMethodId {
  return Object.hasOwn(DELIVERY_METHODS, id);
}
