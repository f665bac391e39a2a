import type { ReportColumn } from '@/reports/schema';
import type { Cell } from '../copy-rows';
import type { Face } from './face';
import { printedLines } from './text';

/** Everything in points, 1/72 inch. */
const PAPER = { a4: [595.28, 841.89], letter: [612, 792] } as const;
export const MARGIN = 36;
/** Between a column's text and its edge. */
export const PADDING = 4;

export type Paper = keyof typeof PAPER;
export type Orientation = 'auto' | 'portrait' | 'landscape';

export interface Layout {
  width: number;
  height: number;
  fontSize: number;
  columns: { width: number; rightAligned: boolean }[];
}

const FONT_SIZES = [8, 7, 6];
/** A column is narrowed no further than this, unless there are too many of them. */
const NARROWEST = 34;
/** A text is not given more than this while others want room. */
const WIDE = 180;

/** Chooses orientation, font size and column widths by the first rows: as large as they fit, portrait where all fits side by side. */
export function layOut(
  columns: ReportColumn[],
  sample: Cell[][],
  faces: { regular: Face; bold: Face },
  { paper, orientation }: { paper: Paper; orientation: Orientation },
): Layout {
  const [short, long] = PAPER[paper];
  const wanted = columns.map((column, index) =>
    wantedWidth(
      column,
      sample.map((cells) => cells[index] ?? null),
      faces,
    ),
  );
  const sides = orientation === 'auto' ? (['portrait', 'landscape'] as const) : [orientation];
  const shapes = sides.flatMap((side) =>
    // Portrait at a smaller size would rather be landscape.
    (sides.length > 1 && side === 'portrait' ? FONT_SIZES.slice(0, 1) : FONT_SIZES).map((fontSize) => ({
      side,
      fontSize,
    })),
  );
  const fits = ({ side, fontSize }: (typeof shapes)[number]) =>
    sum(wanted.map((width) => Math.min(points(width, fontSize), WIDE))) <= room(side === 'portrait' ? short : long);
  const { side, fontSize } = shapes.find(fits) ?? {
    side: sides.at(-1) ?? 'landscape',
    fontSize: FONT_SIZES.at(-1) ?? 6,
  };
  const [width, height] = side === 'portrait' ? [short, long] : [long, short];
  const widths = distributed(
    wanted.map((each) => points(each, fontSize)),
    room(width),
  );
  return {
    ...{ width, height, fontSize },
    columns: columns.map(({ type }, index) => ({ width: widths[index] ?? NARROWEST, rightAligned: type === 'number' })),
  };
}

const room = (width: number) => width - 2 * MARGIN;
const points = (thousandths: number, fontSize: number) => (thousandths * fontSize) / 1000 + 2 * PADDING;

/** What most of a column's cells and its label need, in thousandths of the font's size. */
function wantedWidth(column: ReportColumn, cells: Cell[], { regular, bold }: { regular: Face; bold: Face }): number {
  const widths = cells.map((text) =>
    printedLines(text ?? '').reduce((most, line) => Math.max(most, regular.width(line)), 0),
  );
  widths.sort((a, b) => a - b);
  // A few long texts may wrap; a number may not.
  const share = ['text', 'enum', 'list', 'other'].includes(column.type) ? 0.95 : 1;
  const most = widths[Math.ceil(widths.length * share) - 1] ?? 0;
  const label = Math.max(...column.label.split(/\s+/).map((word) => bold.width(word)));
  return Math.max(most, label);
}

/** Gives each what it wants; where that is too much the widest give way, and what is left over goes to all alike. */
function distributed(wanted: number[], available: number): number[] {
  const total = sum(wanted);
  if (total <= available)
    return wanted.map((width) => width + Math.min((available - total) / wanted.length, width / 2));
  const least = Math.min(NARROWEST, available / wanted.length);
  let left = available;
  const widths = new Array<number>(wanted.length).fill(0);
  const bySize = wanted.map((width, index) => ({ width, index })).sort((a, b) => a.width - b.width);
  bySize.forEach(({ width, index }, place) => {
    const share = left / (wanted.length - place);
    widths[index] = Math.max(Math.min(width, share), Math.min(least, share));
    left -= widths[index] ?? 0;
  });
  return widths;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
