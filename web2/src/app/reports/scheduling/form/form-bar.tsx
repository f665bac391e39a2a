import { formatCount } from '@/components/format';
import { Button } from '@/components/ui/button';

type FormBarProps = {
  submitLabel: string;
  pending: boolean;
  mistakes: number;
  /** What the server said about no field in particular. */
  message: string | undefined;
  onShow: () => void;
  onCancel: () => void;
};

/** The form's last line: it stays in view, counts the mistakes, and is never disabled. */
export function FormBar({ submitLabel, pending, mistakes, message, onShow, onCancel }: FormBarProps) {
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-b-card border-border border-t bg-surface px-4 py-3 max-md:-mx-4 max-md:rounded-none md:px-6">
      <Button type="submit" variant="primary" loading={pending} className="max-md:grow">
        {submitLabel}
      </Button>
      <Button variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
      <div role="alert" className="flex flex-wrap items-center gap-2 text-body text-danger md:ml-auto">
        {message ? <span>{message}</span> : null}
        {mistakes ? (
          <span>{mistakes === 1 ? '1 field needs a change' : `${formatCount(mistakes, 'field')} need a change`}</span>
        ) : null}
      </div>
      {mistakes ? (
        <Button size="sm" onClick={onShow}>
          Show
        </Button>
      ) : null}
    </div>
  );
}
