import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast, isInSrgb, readTokens } from '../../test/contrast';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const light = readTokens(css, ':root');
const dark = readTokens(css, '.dark');
const themes = [
  ['light', light],
  ['dark', dark],
] as const;

const statuses = ['success', 'warning', 'danger', 'info'];

/** Text needs 4.5, edges, marks and rings 3 (WCAG 2.2, 1.4.3 and 1.4.11). */
const textOn: Record<string, string[]> = {
  text: [
    'bg',
    'surface',
    'sunken',
    'hover',
    'overlay',
    'raised',
    'accent-subtle',
    ...statuses.map((s) => `${s}-subtle`),
  ],
  secondary: ['bg', 'surface', 'sunken', 'hover', 'overlay'],
  muted: ['bg', 'surface', 'sunken', 'hover', 'overlay', 'raised', 'accent-subtle'],
  'on-accent': ['accent', 'accent-hover'],
  'on-danger': ['danger-solid', 'danger-hover'],
  'accent-text': ['bg', 'surface', 'overlay', 'hover', 'accent-subtle'],
  ...Object.fromEntries(statuses.map((s) => [s, ['bg', 'surface', 'sunken', 'overlay', 'hover', `${s}-subtle`]])),
};
const shapeOn: Record<string, string[]> = {
  control: ['bg', 'surface', 'sunken', 'overlay'],
  ring: ['bg', 'surface', 'overlay', 'hover', 'accent-subtle'],
  accent: ['surface'],
  'chart-ok': ['surface'],
  ...Object.fromEntries(statuses.map((s) => [`${s}-mark`, ['surface']])),
};

const pairs = (table: Record<string, string[]>, least: number) =>
  Object.entries(table).flatMap(([front, backs]) => backs.map((back) => ({ front, back, least })));
const all = [...pairs(textOn, 4.5), ...pairs(shapeOn, 3)];

describe.each(themes)('the %s theme', (_, tokens) => {
  it.each(all)('shows $front on $back with a contrast of at least $least', ({ front, back, least }) => {
    const [one, other] = [tokens[front], tokens[back]];
    if (!one || !other) throw new Error(`--${front} or --${back} is not in tokens.css`);
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
  });

  it.each(Object.entries(tokens))('paints --%s inside sRGB', (_name, colour) => {
    expect(isInSrgb(colour)).toBe(true);
  });
});

it('gives both themes the same colours by name', () => {
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  expect(Object.keys(light).length).toBeGreaterThan(35);
});

it('measures black on white as 21', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 2);
});
