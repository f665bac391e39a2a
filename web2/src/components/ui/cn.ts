import { type ClassValue, clsx } from 'clsx';
import { createTailwindMerge } from 'tailwind-merge';

const any = () => true;
const value = (prefix: string) => ({ [prefix]: [any] });
const sides = (prefix: string) => ['x', 'y', 't', 'r', 'b', 'l'].map((side) => `${prefix}${side}`);
const groups = (...prefixes: string[]) => Object.fromEntries(prefixes.map((prefix) => [prefix, [value(prefix)]]));

const spacing = (prefix: string) => ({
  [prefix]: sides(prefix),
  [`${prefix}x`]: [`${prefix}r`, `${prefix}l`],
  [`${prefix}y`]: [`${prefix}t`, `${prefix}b`],
});

/**
 * The utilities that a caller's `className` overrides here. The package's full table costs 6 KB on every page; a
 * utility that is in no group is kept beside its rival, so add its group before overriding it.
 */
const merge = createTailwindMerge(() => ({
  cacheSize: 200,
  theme: {},
  classGroups: {
    display: ['block', 'inline', 'inline-block', 'flex', 'inline-flex', 'grid', 'inline-grid', 'contents', 'hidden'],
    position: ['static', 'fixed', 'absolute', 'relative', 'sticky'],
    'text-size': [{ text: ['meta', 'small', 'body', 'label', 'input', 'section', 'title', 'figure'] }],
    'text-align': [{ text: ['left', 'center', 'right'] }],
    'text-color': [value('text')],
    'font-weight': [{ font: ['normal', 'medium', 'semibold', 'bold'] }],
    'border-width': [{ border: ['', '0', '2'] }],
    'border-side': [{ border: ['x', 'y', 't', 'r', 'b', 'l'] }],
    'border-color': [value('border')],
    'flex-direction': [{ flex: ['row', 'col', 'row-reverse', 'col-reverse'] }],
    ...groups('size', 'w', 'h', 'min-w', 'max-w', 'min-h', 'max-h', 'p', ...sides('p'), 'm', ...sides('m')),
    ...groups('gap', 'gap-x', 'gap-y', 'inset', 'inset-x', 'inset-y', 'top', 'right', 'bottom', 'left', 'z'),
    ...groups('bg', 'rounded', 'shadow', 'opacity', 'overflow', 'leading', 'items', 'justify', 'content', 'self'),
    ...groups('grid-cols', 'grid-rows', 'whitespace'),
  },
  conflictingClassGroups: {
    size: ['w', 'h'],
    ...spacing('p'),
    ...spacing('m'),
    gap: ['gap-x', 'gap-y'],
    inset: ['inset-x', 'inset-y', 'top', 'right', 'bottom', 'left'],
    'inset-x': ['right', 'left'],
    'inset-y': ['top', 'bottom'],
    'text-size': ['leading', 'font-weight'],
  },
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: ['before', 'after', 'placeholder', '*', '**'],
}));

/** Joins class names; of two utilities for the same thing the later one wins. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes));
