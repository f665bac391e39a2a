import { MoveDown, MoveUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { CheckboxRow } from '@/components/ui/checkbox';
import { FieldSet } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import type { ReportColumn } from '@/reports/schema';
import { type ChosenColumns, columnLines, movedColumn, withColumn } from './column-order';

type ColumnListProps = {
  columns: ReportColumn[];
  value: ChosenColumns;
  onChange: (value: ChosenColumns) => void;
  error: string | undefined;
};

/** A checklist in the order of the file. Buttons move a column, and so do Alt and an arrow key anywhere in its line. */
export function ColumnList({ columns, value, onChange, error }: ColumnListProps) {
  const id = useId();
  const lines = columnLines(columns, value);
  const count = lines.filter(({ chosen }) => chosen).length;
  // moving a line takes the focus from it
  const [refocus, setRefocus] = useState<{ id: string } | null>(null);
  useEffect(() => {
    if (refocus) document.getElementById(refocus.id)?.focus();
  }, [refocus]);

  const move = (name: string, label: string, by: number, focus: string) => {
    const from = lines.findIndex((line) => line.name === name);
    const to = from + by;
    if (to < 0 || to >= count) return;
    onChange(movedColumn(columns, value, name, by));
    setRefocus({ id: focus });
    announce(`${label} is column ${to + 1} of ${count}.`);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, name: string, label: string) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !by) return;
    event.preventDefault();
    move(name, label, by, (event.target as HTMLElement).id);
  };
  return (
    <FieldSet
      legend="Columns"
      help={
        <>
          In the order of the file.
          <span className="pointer-coarse:hidden"> Alt and an arrow key move a column, too.</span>
        </>
      }
      error={error}
      note={
        value ? (
          <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
            All, as in the report
          </Button>
        ) : undefined
      }
    >
      <ol className="grid max-h-84 overflow-y-auto border-border border-y">
        {lines.map(({ name, label, gone, chosen }, index) => {
          const key = `${id}-${name}`;
          const words = gone ? `${label} (no longer in the report)` : label;
          const mover = (by: number, word: string, edge: boolean, icon: typeof MoveUp) => (
            <IconButton
              id={`${key}-${word}`}
              label={`Move ${label} ${word}`}
              icon={icon}
              aria-disabled={edge}
              className="aria-disabled:opacity-40"
              onClick={() => move(name, label, by, `${key}-${word}`)}
            />
          );
          return (
            <li
              key={name}
              className="flex min-h-control items-center justify-between gap-2 border-border border-b px-1 last:border-b-0"
              onKeyDown={(event) => chosen && onKeyDown(event, name, label)}
            >
              <CheckboxRow
                id={key}
                label={words}
                checked={chosen}
                onCheckedChange={(on) => onChange(withColumn(columns, value, name, on === true))}
                className="min-w-0"
                {...(error && { 'aria-invalid': true })}
              />
              {chosen ? (
                <span className="flex">
                  {mover(-1, 'up', index === 0, MoveUp)}
                  {mover(1, 'down', index === count - 1, MoveDown)}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
    </FieldSet>
  );
}
