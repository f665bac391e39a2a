/** What floats: one surface for menus, selects and popovers. */
export const menuSurface =
  'motion-pop z-50 overflow-y-auto rounded-menu border border-border bg-overlay p-1 text-text shadow-menu outline-none';

/** A line of a menu. The inner radius is the surface's minus its padding. */
export const menuItem =
  'focus-inset relative flex min-h-control select-none items-center gap-2 rounded-xs px-2 py-1.5 text-body text-text data-highlighted:bg-hover dark:data-highlighted:bg-raised forced-colors:data-highlighted:outline not-data-[disabled=false]:data-disabled:cursor-default not-data-[disabled=false]:data-disabled:opacity-50';
