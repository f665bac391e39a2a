import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatNumber, formatPercent } from './format';

const plain = (text: string) => text.replaceAll('\u00a0', '_');

it.each([
  [0, '0'],
  [1284, '1,284'],
  [1_284_002, '1,284,002'],
])('writes the number %d as %s', (value, text) => expect(formatNumber(value)).toBe(text));

it.each([
  [0, '0 people'],
  [1, '1 person'],
  [1200, '1,200 people'],
])('counts %d as %s', (value, text) => expect(formatCount(value, 'person', 'people')).toBe(text));

it.each([
  [0.978, '97.8_%'],
  [1, '100_%'],
  [0.99999, '99.9_%'],
  [0, '0_%'],
])('writes the ratio %d as %s, and 100 only when whole', (value, text) =>
  expect(plain(formatPercent(value))).toBe(text),
);

describe('a size', () => {
  it.each([
    [0, '0_B'],
    [999, '999_B'],
    [1000, '1_KB'],
    [1500, '1.5_KB'],
    [212_000, '212_KB'],
    [999_499, '999_KB'],
    [999_500, '1_MB'],
    [4_200_000, '4.2_MB'],
    [9_960_000, '10_MB'],
    [61_000_000, '61_MB'],
    [5e12, '5_TB'],
    [5e15, '5,000_TB'],
  ])('of %d bytes is %s', (value, text) => expect(plain(formatBytes(value))).toBe(text));
});

describe('a duration', () => {
  it.each([
    [0, '<1_s'],
    [999, '<1_s'],
    [1000, '1.0_s'],
    [4210, '4.2_s'],
    [9960, '10_s'],
    [42_000, '42_s'],
    [59_499, '59_s'],
    [59_500, '1_m_00_s'],
    [64_000, '1_m_04_s'],
    [3_599_400, '59_m_59_s'],
    [3_599_600, '1_h_00_m'],
    [7_800_000, '2_h_10_m'],
    [86_399_000, '1_d_0_h'],
    [273_600_000, '3_d_4_h'],
  ])('of %d ms is %s', (value, text) => expect(plain(formatDuration(value))).toBe(text));
});
