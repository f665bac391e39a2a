import { type DeliveryMethodId, isDeliveryMethodId, targetFields } from '@/delivery/catalogue';
import type { Target } from '@/delivery/targets';

/** By method and name: the texts of targets, such as a URL. */
export type TargetTexts = Record<string, Record<string, string>>;

/** What saved targets say in the fields of their methods. */
export function textsOf(targets: readonly ({ method: string } & Record<string, unknown>)[]): TargetTexts {
  const known = targets.filter(({ method }) => isDeliveryMethodId(method));
  return Object.fromEntries(
    known.map((target) => {
      const names = Object.keys(targetFields(target.method as DeliveryMethodId));
      return [target.method, Object.fromEntries(names.map((name) => [name, String(target[name] ?? '')]))];
    }),
  );
}

/** The targets as the API takes them; it decides whether they will do. */
export function targetsInput(values: {
  methods: DeliveryMethodId[];
  to: string[];
  target_fields: TargetTexts;
}): Target[] {
  return values.methods.map((method) => {
    const texts = Object.keys(targetFields(method)).map((name) => [
      name,
      (values.target_fields[method]?.[name] ?? '').trim(),
    ]);
    return { method, ...Object.fromEntries(texts), ...(method === 'email' ? { to: values.to } : {}) } as Target;
  });
}

/** The fields that are still empty, with the path of each in the form. */
export function missingTexts({ methods, target_fields }: { methods: DeliveryMethodId[]; target_fields: TargetTexts }) {
  return methods.flatMap((method) =>
    Object.entries(targetFields(method))
      .filter(([name]) => !target_fields[method]?.[name]?.trim())
      .map(([name, { label }]) => ({ path: ['target_fields', method, name], message: `Fill in ${label}.` })),
  );
}
