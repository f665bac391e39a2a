import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';

// cursors are base64url, so this never occurs in one
const SEPARATOR = '~';

/**
 * Previous and Next over a keyset-paginated list. The URL holds the cursors that led here under `key`, so that
 * Back, reload and a shared link show the same page.
 */
export function useCursorPages(key: string) {
  const parser = parseAsArrayOf(parseAsString, SEPARATOR).withDefault([]);
  const [trail, setTrail] = useQueryState(key, parser.withOptions({ history: 'push' }));
  return {
    cursor: trail.at(-1),
    /** How many pages lie before this one. */
    index: trail.length,
    reset: () => void (trail.length && setTrail(null)),
    previous: trail.length ? () => void setTrail(trail.slice(0, -1)) : undefined,
    next: (cursor: string | null | undefined) => (cursor ? () => void setTrail([...trail, cursor]) : undefined),
  };
}
