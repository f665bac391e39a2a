import type { ScheduledExport } from '@/scheduled-exports/schema';
import { jobState, needsAttention } from './looks';
import { type Page, useScheduledExports } from './queries';
import { stoppedSentence } from './sentences';

const MOST = 200;
const ROOT = '/reports/scheduling';

/** All jobs at a glance, for the header and the attention strip. */
export const useOverview = () => useScheduledExports({ limit: MOST, sort: 'next_run_at' });

/** "118 active, 2 need attention." Beyond 200 jobs the counts are "at least". */
export function overviewSentence({ data, next_cursor }: Page<ScheduledExport>): string {
  if (!data.length) return 'Nothing is scheduled yet.';
  const more = next_cursor ? '+' : '';
  const active = data.filter(({ status }) => status === 'active').length;
  const urgent = data.filter(needsAttention).length;
  return `${active}${more} active${urgent ? `, ${urgent}${more} ${urgent === 1 ? 'needs' : 'need'} attention` : ''}.`;
}

/** The next run of all jobs. */
export const nextRunAt = ({ data }: Page<ScheduledExport>): string | null =>
  data.flatMap(({ status, runs_at }) => (status === 'active' && runs_at ? [runs_at] : [])).sort()[0] ?? null;

export interface Attention {
  title: string;
  sentence: string;
  /** Where what needs a person can be seen. */
  href: string;
}

/** What needs a person, the stopped jobs first; null when nothing does. */
export function attentionOf({ data }: Page<ScheduledExport>): Attention | null {
  const urgent = data.filter(needsAttention);
  const stopped = urgent.filter((job) => jobState(job) === 'stopped');
  const failing = urgent.filter((job) => jobState(job) === 'failing');
  const first = stopped[0] ?? failing[0] ?? urgent[0];
  if (!first) return null;
  const title = urgent.length === 1 ? '1 job needs attention.' : `${urgent.length} jobs need attention.`;
  if (stopped.length)
    return {
      title,
      sentence: `“${first.name}” stopped. ${stoppedSentence(first) ?? ''}`.trim(),
      href: `${ROOT}?status=failed`,
    };
  if (failing.length) {
    const why = first.last_run?.error_message ?? '';
    return {
      title,
      sentence:
        `“${first.name}” failed ${first.consecutive_failures === 1 ? 'once' : `${first.consecutive_failures} times in a row`}. ${why}`.trim(),
      href: `${ROOT}/history?run_status=failed`,
    };
  }
  return {
    title,
    sentence: `“${first.name}” has no owner, so nobody’s rights can read its report.`,
    href: `${ROOT}?q=${encodeURIComponent(first.name)}`,
  };
}
