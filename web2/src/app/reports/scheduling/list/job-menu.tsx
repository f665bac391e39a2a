import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { ScheduledExport } from '@/scheduled-exports/schema';

export type JobMenuProps = {
  job: ScheduledExport;
  /** Whether the person may make jobs of their own, such as a copy. */
  mayCopy: boolean;
  onRun: () => void;
  onEdit: () => void;
  onCopy: () => void;
  onPause: () => void;
  onResume: () => void;
  onDelete: () => void;
};

export function JobMenu({ job, mayCopy, onRun, onEdit, onCopy, onPause, onResume, onDelete }: JobMenuProps) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={`Actions for ${job.name}`} icon={Ellipsis} />
      </MenuTrigger>
      <MenuContent align="end">
        {job.can_edit ? (
          <>
            <MenuItem onSelect={onRun}>Run now</MenuItem>
            <MenuItem onSelect={onEdit}>Edit</MenuItem>
            {job.status === 'active' ? (
              <MenuItem onSelect={onPause}>Pause</MenuItem>
            ) : (
              <MenuItem onSelect={onResume}>Resume</MenuItem>
            )}
          </>
        ) : null}
        {mayCopy ? <MenuItem onSelect={onCopy}>Duplicate</MenuItem> : null}
        <MenuItem asChild>
          <Link href={`/reports/scheduling/history?job=${job.id}`}>View history</Link>
        </MenuItem>
        {job.can_edit ? (
          <>
            <MenuSeparator />
            <MenuItem tone="danger" onSelect={onDelete}>
              Delete…
            </MenuItem>
          </>
        ) : null}
      </MenuContent>
    </Menu>
  );
}
