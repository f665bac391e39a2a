'use client';

import { Check, ChevronRight } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { TableFrame } from '@/components/ui/table';
import { notify } from '@/components/ui/toaster';
import { useDelayedPending } from '@/components/ui/use-delayed';
import type { NotificationChannel, NotificationEvent } from '@/notifications/catalogue';
import type { Viewer } from '@/organizations/viewer';
import { LoadError } from './load-error';
import { useSaveNotificationSettings } from './mutations';
import { useNotificationSettings } from './queries';
import { SettingsMatrix } from './settings/settings-matrix';
import { SettingsSkeleton } from './settings/settings-skeleton';
import { settingsSummary } from './settings/settings-summary';

type NotificationSettingsWidgetProps = {
  viewer: Viewer;
  /** Shown unfolded, as on its own page; otherwise a summary line that unfolds. */
  unfolded?: boolean;
};

/** What a person wants to be told of the jobs they own, and where. Every box saves by itself. */
export function NotificationSettingsWidget({ viewer, unfolded = false }: NotificationSettingsWidgetProps) {
  const [open, setOpen] = useState(unfolded);
  const settings = useNotificationSettings();
  const { change, saved } = useBoxes();
  const skeleton = useDelayedPending(settings.isPending);
  const id = useId();
  const retry = () => void settings.refetch();
  return (
    <section aria-labelledby={`${id}-title`}>
      <TableFrame aria-busy={settings.isPending}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
          <h2 id={`${id}-title`} className="text-section">
            {unfolded ? (
              'Tell me about the jobs I own'
            ) : (
              <button
                type="button"
                aria-expanded={open}
                aria-controls={open ? `${id}-matrix` : undefined}
                onClick={() => setOpen(!open)}
                className="-ml-1.5 flex min-h-6 items-center gap-1.5 rounded-control px-1.5 hover:bg-hover pointer-coarse:min-h-control"
              >
                <ChevronRight aria-hidden className={cn('size-4', open && 'rotate-90')} strokeWidth={1.75} />
                Notifications
              </button>
            )}
          </h2>
          <p className="text-muted text-small">
            {settings.data
              ? settingsSummary(settings.data)
              : unfolded
                ? viewer.user.email
                : 'What you are told of your jobs'}
          </p>
          <p role="status" className="ml-auto flex items-center gap-1 text-small text-success">
            {saved ? (
              <>
                <Check aria-hidden className="size-3.5" strokeWidth={2} />
                Saved
              </>
            ) : null}
          </p>
        </div>
        {open ? (
          <div id={`${id}-matrix`} className="border-border border-t">
            {settings.data ? <SettingsMatrix settings={settings.data.settings} onChange={change} /> : null}
            {skeleton && !settings.isError ? <SettingsSkeleton /> : null}
            {settings.isError && !settings.data ? (
              <LoadError
                title="Your notification settings could not be loaded."
                error={settings.error}
                onRetry={retry}
                retrying={settings.isFetching}
              />
            ) : null}
          </div>
        ) : null}
      </TableFrame>
    </section>
  );
}

const SAID_FOR = 2_000;

/** Saves a box as soon as it changes, and says so for two seconds; a refused box returns with a sentence. */
function useBoxes() {
  const save = useSaveNotificationSettings();
  const [savedAt, setSavedAt] = useState(0);
  useEffect(() => {
    if (!savedAt) return;
    const timer = setTimeout(() => setSavedAt(0), SAID_FOR);
    return () => clearTimeout(timer);
  }, [savedAt]);
  const change = (event: NotificationEvent, channel: NotificationChannel, on: boolean) => {
    const again = { label: 'Try again', onPress: () => change(event, channel, on) };
    save.mutate(
      { [event]: { [channel]: on } },
      {
        onSuccess: () => setSavedAt((count) => count + 1),
        onError: (error) => notify.error(`The notification could not be changed. ${error.message}`, { action: again }),
      },
    );
  };
  return { change, saved: savedAt > 0 };
}
