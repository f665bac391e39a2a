/** A Message-ID that is the same on every attempt, so that a recipient's server can tell a repeated mail. */
export function messageIdOf(id: string, appUrl: string): string {
  return `<${id}@${new URL(appUrl).hostname}>`;
}
