export const HOME_PATH = '/reports/scheduling';

/** A path of this site to go on to; anything else, such as another host, becomes the home page. */
export function safePath(path: unknown): string {
  // A browser reads "//host" and "/\host" as another site.
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !/[\p{Cc}]/u.test(path) ? path : HOME_PATH;
}
