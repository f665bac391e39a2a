'use client';

import { Check } from 'lucide-react';
import type { ComboboxOption } from './combobox';
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList, wordFilter } from './command';

type ComboboxListProps = {
  options: readonly ComboboxOption[];
  value: string | undefined;
  onChoose: (value: string) => void;
  searchPlaceholder: string;
  emptyText: string;
};

/** The open part of `Combobox`, in its own chunk. */
export default function ComboboxList({ options, value, onChoose, searchPlaceholder, emptyText }: ComboboxListProps) {
  return (
    <Command label={searchPlaceholder} filter={wordFilter} {...(value && { defaultValue: value })}>
      <CommandInput placeholder={searchPlaceholder} autoFocus />
      <CommandList>
        <CommandEmpty>{emptyText}</CommandEmpty>
        {options.map((option) => (
          <CommandItem
            key={option.value}
            value={option.value}
            keywords={[option.label, option.description ?? '', ...(option.keywords ?? [])]}
            onSelect={() => onChoose(option.value)}
            className="pr-8"
          >
            <span className="grid min-w-0">
              <span className="clamp-name">{option.label}</span>
              {option.description ? (
                <span className="clamp-name text-muted text-small">{option.description}</span>
              ) : null}
            </span>
            {option.value === value ? (
              <Check aria-label="chosen" className="absolute right-2 size-4" strokeWidth={1.75} />
            ) : null}
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  );
}
