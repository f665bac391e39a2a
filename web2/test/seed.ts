import { randomInt } from 'node:crypto';

const { FAULT_ROUNDS = '2', FAULT_SEED } = process.env;

/** Seeds of the rounds to play, FAULT_ROUNDS of them; FAULT_SEED repeats one. They stand in the tests' names. */
export function seeds(share = 1): number[] {
  if (FAULT_SEED) return [Number(FAULT_SEED)];
  return Array.from({ length: Math.max(1, Math.round(Number(FAULT_ROUNDS) * share)) }, () => randomInt(2 ** 31));
}

export interface Dice {
  /** From 0 to 1, exclusive. */
  roll(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
}

/** The same throws for the same seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
  return {
    roll,
    between,
    pick: <T>(from: readonly T[]) => {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new Error('Nothing to pick from');
      return picked;
    },
  };
}
