'use client';

import { type ComponentProps, useState } from 'react';
import { cn } from './cn';
import { Input } from './input';

/** A password with a Show/Hide button; pasting and password managers work. */
export function PasswordInput({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input type={shown ? 'text' : 'password'} spellCheck={false} className={cn('pr-16', className)} {...props} />
      <button
        type="button"
        aria-pressed={shown}
        aria-label="Show password"
        onClick={() => setShown(!shown)}
        className="absolute inset-y-1 right-1 rounded-xs px-2 text-muted text-small transition-tone hover:text-text"
      >
        {shown ? 'Hide' : 'Show'}
      </button>
    </div>
  );
}
