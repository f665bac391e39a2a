import { isDeliveryMethodId } from '@/delivery/catalogue';
import { type Target, targetSchema } from '@/delivery/targets';
import { type FieldError, ValidationError } from '@/lib/errors';
import { parse } from '@/lib/validate';

interface Shorthand {
  delivery_method: string;
  email: string | null;
}

interface DeliveryInput {
  targets?: Target[] | undefined;
  delivery_method?: string | undefined;
  email?: string | null | undefined;
}

/** `delivery_method` and `email` are a shorthand for one target; a schedule answers with them too. */
export function shorthandOf(targets: { method: string; to?: string[] | undefined }[]): Shorthand {
  return {
    delivery_method: targets[0]?.method ?? '',
    email: targets.find((target) => target.method === 'email')?.to?.[0] ?? null,
  };
}

/** Whether one of these mistakes is in what `targetsOf` reads, which then can say nothing. */
export function concernDelivery(errors: FieldError[]): boolean {
  return errors.some(({ path }) => /^(targets|delivery_method|email)(\.|$)/.test(path));
}

/**
 * The targets that an input means, or undefined when it says nothing of delivery.
 * @throws ValidationError when shorthand and targets differ, or the shorthand is incomplete
 */
export function targetsOf(input: DeliveryInput): Target[] | undefined {
  const { targets, delivery_method: method, email } = input;
  if (targets) {
    const shorthand = shorthandOf(targets);
    if (method !== undefined && method !== shorthand.delivery_method)
      throw differs('delivery_method', shorthand.delivery_method);
    if (email !== undefined && email !== shorthand.email) throw differs('email', shorthand.email ?? 'null');
    return targets;
  }
  if (method === undefined && email === undefined) return undefined;
  const chosen = method ?? 'email';
  if (chosen === 'email' && !email)
    throw new ValidationError([{ path: 'email', message: 'Give the address to deliver to.' }]);
  if (chosen !== 'email' && email)
    throw new ValidationError([{ path: 'email', message: `An address does not go with “${chosen}”.` }]);
  if (!isDeliveryMethodId(chosen))
    throw new ValidationError([{ path: 'delivery_method', message: `“${chosen}” is not a delivery method.` }]);
  return [
    chosen === 'email'
      ? shorthandTarget({ method: chosen, to: [email] }, 'email')
      : shorthandTarget({ method: chosen }, 'targets'),
  ];
}

/** @param field where its mistakes show: a method that needs more than its name is written as targets */
function shorthandTarget(target: Record<string, unknown>, field: string): Target {
  try {
    return parse(targetSchema, target);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const more = (message: string) => (field === 'targets' ? `“${target.method}” needs more than its name.` : message);
    throw new ValidationError(error.errors.map(({ message }) => ({ path: field, message: more(message) })));
  }
}

function differs(path: string, value: string): ValidationError {
  return new ValidationError([
    { path, message: `This differs from targets, which say “${value}”. Send one of the two.` },
  ]);
}
