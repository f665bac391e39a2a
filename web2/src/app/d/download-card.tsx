import { AuthColumn } from '@/components/auth/auth-column';
import { formatBytes, formatCount } from '@/components/format';
import { formatDate } from '@/components/format-time';
import { Button } from '@/components/ui/button';
import { WarningLine } from '@/components/ui/warning-line';
import type { DownloadLink } from '@/export-runs/download-link';

const GONE: Record<Exclude<DownloadLink['state'], 'ready'>, (link: DownloadLink) => string> = {
  expired: ({ expires_at, timezone }) => `This link expired on ${formatDate(expires_at, timezone)}.`,
  revoked: () => 'This link was withdrawn by those who sent it.',
  removed: () => 'The file is no longer kept.',
};

/** What whoever has a link sees: which file it is, from whom, and the button that fetches it. */
export function DownloadCard({ link, action }: { link: DownloadLink; action: string }) {
  const { organization_name, schedule_name, notes, row_count, format_label, byte_size, file_name, expires_at, sha256 } =
    link;
  if (link.state !== 'ready') {
    return (
      <AuthColumn
        title={GONE[link.state](link)}
        lead={`Ask ${organization_name} to send “${schedule_name}” again, or for a way to see it there.`}
      />
    );
  }
  const facts = [formatCount(row_count, 'row'), format_label, formatBytes(byte_size)].join(' · ');
  return (
    <AuthColumn
      title={<span className="wrap-anywhere">{schedule_name}</span>}
      lead={`From ${organization_name}`}
      footer={`The link works until ${formatDate(expires_at, link.timezone)}, for anyone who has it.`}
    >
      <div className="grid gap-1">
        <p className="text-label wrap-anywhere">{file_name}</p>
        <p className="text-body text-secondary tabular-nums">{facts}</p>
        <p className="font-mono text-meta text-muted wrap-anywhere">SHA-256 {sha256}</p>
      </div>
      {notes.length > 0 ? (
        <ul aria-label="Notes on the file" className="grid gap-1">
          {notes.map((note) => (
            <WarningLine as="li" key={note} className="text-body">
              {note}
            </WarningLine>
          ))}
        </ul>
      ) : null}
      <form method="post" action={action} className="grid">
        <Button type="submit" variant="primary">
          Download
        </Button>
      </form>
    </AuthColumn>
  );
}
