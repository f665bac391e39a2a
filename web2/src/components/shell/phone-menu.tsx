'use client';

import { Menu } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';

const PhoneSheet = lazy(() => import('./phone-sheet'));

/** The navigation of narrow screens: a button that opens a sheet. */
export function PhoneMenu() {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const show = () => {
    setUsed(true);
    setOpen(true);
  };
  return (
    <>
      <Button
        variant="ghost"
        aria-label="Menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={show}
        className="-ml-2 w-control px-0 md:hidden"
      >
        <Menu aria-hidden className="size-4" strokeWidth={1.75} />
      </Button>
      {used ? (
        <Suspense>
          <PhoneSheet open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}
