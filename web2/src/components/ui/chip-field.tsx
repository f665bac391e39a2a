'use client';

import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { announce } from './announcer';
import { Chip } from './chip';
import { cn } from './cn';
import type { ControlProps } from './field';
import { fieldFrame } from './input';
import { newEntries, splitEntries } from './split-entries';

const SHOWN = 20;
const LIT = 800;

type ChipFieldProps = Partial<ControlProps> & {
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  isValid?: (entry: string) => boolean;
  /** Said once for the bad ones of a paste: "1 not a complete address". */
  invalidWords?: string;
  /** A remark on an entry: "outside Northwind". */
  noteFor?: (entry: string) => string | undefined;
  placeholder?: string;
  inputMode?: 'email' | 'text' | 'url';
  className?: string;
};

const always = () => true;

/**
 * Many short entries in one field. Enter, comma, space, paste and leaving commit; all stay, bad ones red; a
 * duplicate lights the first. Arrow keys walk the chips, Backspace and Delete remove.
 */
export function ChipField({
  value,
  onValueChange,
  isValid = always,
  invalidWords = 'not valid',
  noteFor,
  placeholder,
  inputMode = 'text',
  className,
  ...control
}: ChipFieldProps) {
  const [draft, setDraft] = useState('');
  const [lit, setLit] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (lit === null) return;
    const timer = setTimeout(() => setLit(null), LIT);
    return () => clearTimeout(timer);
  }, [lit]);

  const add = (text: string) => {
    const { added, repeated } = newEntries(value, text);
    setLit(repeated);
    setDraft('');
    if (added.length === 0) return;
    onValueChange([...value, ...added]);
    const bad = added.filter((entry) => !isValid(entry)).length;
    announce(`${added.length} added${bad > 0 ? `, ${bad} ${invalidWords}` : ''}`);
  };

  const remove = (entry: string) => {
    onValueChange(value.filter((other) => other !== entry));
    announce(`${entry} removed`);
  };

  const chips = () => [...(frame.current?.querySelectorAll<HTMLElement>('[data-chip] button') ?? [])];
  const focusChip = (index: number) => (chips()[index] ?? input.current)?.focus();

  const onInputKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const commits = event.key === 'Enter' || event.key === ',' || event.key === ';' || event.key === ' ';
    if (commits && (draft.trim() || event.key !== 'Enter')) {
      event.preventDefault();
      add(draft);
    }
    const atStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
    if (atStart && (event.key === 'ArrowLeft' || event.key === 'Backspace') && value.length > 0) {
      event.preventDefault();
      focusChip(chips().length - 1);
    }
  };

  const onChipKey = (entry: string, index: number) => (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') focusChip(Math.max(0, index - 1));
    else if (event.key === 'ArrowRight') focusChip(index + 1);
    else if (event.key === 'Backspace' || event.key === 'Delete') {
      // the neighbour that will stand here, or before it, or the input
      const last = index === chips().length - 1;
      focusChip(last ? index - 1 : index + 1);
      remove(entry);
    } else return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (splitEntries(text).length < 2) return;
    event.preventDefault();
    add(`${draft} ${text}`);
  };

  const focusInput = (event: MouseEvent) => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    input.current?.focus();
  };

  const showAll = () => {
    setAll(true);
    input.current?.focus();
  };

  const shown = all ? value : value.slice(0, SHOWN);
  const hidden = value.length - shown.length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the chips means the input, which keys reach anyway
    <div
      ref={frame}
      onMouseDown={focusInput}
      className={cn(
        fieldFrame,
        'flex min-h-control cursor-text flex-wrap items-center gap-1 p-1',
        'has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-ring has-[input:focus-visible]:outline-offset-2',
        control['aria-invalid'] && 'border-danger-mark',
        className,
      )}
    >
      <ul className="contents">
        {shown.map((entry, index) => (
          <Chip
            key={entry}
            text={entry}
            invalid={!isValid(entry)}
            note={noteFor?.(entry)}
            lit={lit === entry}
            onRemove={() => {
              remove(entry);
              input.current?.focus();
            }}
            onKeyDown={onChipKey(entry, index)}
          />
        ))}
      </ul>
      {hidden > 0 ? (
        <button type="button" onClick={showAll} className="h-6 rounded-xs px-2 text-accent-text text-small">
          +{hidden} more
        </button>
      ) : null}
      <input
        ref={input}
        {...control}
        type="text"
        inputMode={inputMode}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={value.length === 0 ? placeholder : undefined}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onInputKey}
        onPaste={onPaste}
        onBlur={() => draft.trim() && add(draft)}
        className="h-6 min-w-32 flex-1 bg-transparent px-2 text-input outline-none pointer-coarse:h-9"
      />
    </div>
  );
}
