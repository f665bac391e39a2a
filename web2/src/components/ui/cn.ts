import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// names of our own scale, which the merge would otherwise take for colours
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['meta', 'small', 'body', 'label', 'input', 'section', 'title', 'figure'],
      radius: ['control', 'menu', 'card', 'dialog'],
      shadow: ['raised', 'menu', 'dialog'],
      spacing: ['control', 'sidebar'],
      container: ['page', 'form', 'auth', 'prose'],
    },
  },
});

/** Joins class names; of two utilities for the same thing the later one wins. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes));
