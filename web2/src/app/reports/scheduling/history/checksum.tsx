import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '@/components/ui/announcer';
import { IconButton } from '@/components/ui/icon-button';
import { notify } from '@/components/ui/toaster';

const SAID_FOR = 2_000;

/** The beginning of a checksum, and the whole of it on the clipboard. */
export function Checksum({ value }: { value: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      announce('Copied');
      setCopied(true);
    } catch {
      // browsers refuse it without a secure connection
      notify.error('The checksum could not be copied. Open the run over https.');
    }
  };
  return (
    <span className="flex items-center gap-1">
      <code className="font-mono text-small" title={value}>
        {value.slice(0, 8)}…{value.slice(-4)}
      </code>
      <IconButton
        label={copied ? 'Copied' : 'Copy checksum'}
        icon={copied ? Check : Copy}
        onClick={() => void copy()}
        className="size-6"
      />
    </span>
  );
}
