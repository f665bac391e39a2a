/** An OKLCH colour: lightness 0..1, chroma, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** Linear sRGB of an OKLCH colour (CSS Color 4); a channel outside 0..1 is out of gamut. */
export function toLinearRgb([lightness, chroma, hue]: Oklch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Whether a screen of the sRGB gamut can show the colour. */
export const isInSrgb = (colour: Oklch) =>
  toLinearRgb(colour).every((channel) => channel >= -1e-4 && channel <= 1.0001);

const gamma = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
// WCAG measures what is painted: eight bits a channel
const painted = (v: number) => linear(Math.round(gamma(Math.min(1, Math.max(0, v))) * 255) / 255);

function luminance(colour: Oklch): number {
  const [r, g, b] = toLinearRgb(colour);
  return 0.2126 * painted(r) + 0.7152 * painted(g) + 0.0722 * painted(b);
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** The `--name: oklch(L C H)` declarations of the first block that `selector` opens. */
export function readTokens(css: string, selector: string): Record<string, Oklch> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no block "${selector}" in the style sheet`);
  const block = css.slice(start, css.indexOf('\n}', start));
  const declarations = block.matchAll(/--([\w-]+):\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g);
  return Object.fromEntries(
    [...declarations].map(([, name, ...values]) => [name, values.map(Number) as unknown as Oklch]),
  );
}
