import { useEffect, useRef } from 'react';
import { formatWhen, zoneCity } from '@/components/format-time';
import { announce } from '@/components/ui/announcer';
import type { Viewer } from '@/organizations/viewer';
import type { Preview } from '../queries';

/** Says what a schedule was understood as, after each change; not what the form opened with. */
export function useAnnouncedPreview(
  preview: Preview | undefined,
  { timezone, hour_cycle }: Pick<Viewer, 'timezone' | 'hour_cycle'>,
) {
  const next = preview?.occurrences[0];
  const options = { zone: preview?.timezone ?? timezone, hourCycle: hour_cycle };
  const sentence = preview
    ? `${preview.description}, ${zoneCity(preview.timezone)}. ${next ? `Next run ${formatWhen(new Date(next.at), options)}.` : 'No further run.'}`
    : '';
  const said = useRef('');
  useEffect(() => {
    if (!sentence || sentence === said.current) return;
    if (said.current) announce(sentence);
    said.current = sentence;
  }, [sentence]);
}
