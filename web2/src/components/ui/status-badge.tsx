import type { LucideIcon } from 'lucide-react';
import { Badge, type BadgeTone } from './badge';
import { cn } from './cn';

/** One entry of a status map: the same word, icon and tone wherever the status stands. */
export type StatusLook = { word: string; icon: LucideIcon; tone: BadgeTone; spinning?: boolean };

/** A status as word and icon, colour never alone. `detail` follows the word: "(2 of 5)". */
export function StatusBadge({
  word,
  icon: Icon,
  tone,
  spinning,
  detail,
}: StatusLook & { detail?: string | undefined }) {
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={cn('size-3.5 shrink-0', spinning && 'motion-spin')} strokeWidth={2} />
      <span className="truncate">{detail ? `${word} ${detail}` : word}</span>
    </Badge>
  );
}
