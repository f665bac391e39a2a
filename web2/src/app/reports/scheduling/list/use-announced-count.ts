import { useEffect, useRef } from 'react';
import { formatCount } from '@/components/format';
import { announce } from '@/components/ui/announcer';
import { SCHEDULE_WORDS } from '../looks';
import type { Page } from '../queries';
import type { JobsSearch } from './use-jobs-search';

/** Says how many jobs there are whenever the list answers another question: "2 jobs, filtered by Paused". */
export function useAnnouncedCount(page: Page<unknown> | undefined, { q, status, filters }: JobsSearch) {
  const question = JSON.stringify(filters);
  const answered = useRef('');
  const by = [q.trim() && `“${q.trim()}”`, status && SCHEDULE_WORDS[status]].filter(Boolean).join(' and ');
  const count = page ? `${formatCount(page.data.length, 'job')}${page.next_cursor ? ' and more' : ''}` : '';
  useEffect(() => {
    if (!count || answered.current === question) return;
    answered.current = question;
    announce(by ? `${count}, filtered by ${by}` : count);
  }, [count, question, by]);
}
