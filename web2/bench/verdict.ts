/** What was measured against what was promised; the process ends with 1 when something falls short. */
interface Finding {
  what: string;
  ratio: number;
  atLeast?: number;
  atMost?: number;
}

const findings: Finding[] = [];

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function judge(finding: Finding): void {
  findings.push(finding);
  say(`  ${line(finding)}`);
}

/** Prints all findings once more; false when one falls short. */
export function verdict(): boolean {
  say('\nAll');
  for (const finding of findings) say(`  ${line(finding)}`);
  return findings.every(holds);
}

const holds = ({ ratio, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Finding) =>
  ratio >= atLeast && ratio <= atMost;

function line(finding: Finding): string {
  const bound = finding.atLeast === undefined ? `at most ${finding.atMost}` : `at least ${finding.atLeast}`;
  return `${holds(finding) ? 'ok   ' : 'SHORT'} ${finding.ratio.toFixed(2).padStart(6)}  ${finding.what} (${bound})`;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export const perSecond = (count: number, taken: number) => `${Math.round(count / taken).toLocaleString('en')}/s`;
