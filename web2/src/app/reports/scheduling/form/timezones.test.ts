import { describe, expect, test } from 'vitest';
import { zoneOptions, zoneOptionsWith } from './timezones';

const NOW = new Date('2027-01-15T12:00:00Z');
const labels = (zone: string) => zoneOptionsWith(zone, NOW).filter(({ value }) => value === zone);

describe('the time zones to choose from', () => {
  test('go by the names that cities have now, and are found by the old ones too', () => {
    const kolkata = zoneOptions(NOW).filter(({ label }) => label === 'Kolkata (UTC+5:30)');
    expect(kolkata).toHaveLength(1);
    expect(kolkata[0]?.keywords.join(' ')).toMatch(/Calcutta|Kolkata/);
    expect(zoneOptions(NOW).map(({ label }) => label)).toContain('Kyiv (UTC+2)');
    expect(zoneOptions(NOW).find(({ value }) => value === 'America/New_York')?.keywords[0]).toContain('US Eastern');
  });

  test.each([
    ['US/Eastern', 'New York (UTC-5)'],
    ['America/Argentina/ComodRivadavia', 'Catamarca (UTC-3)'],
    ['Asia/Kolkata', 'Kolkata (UTC+5:30)'],
    ['Europe/Kyiv', 'Kyiv (UTC+2)'],
    ['GB', 'London (UTC)'],
  ])('keep a saved %s, as %s, and have no second one for it', (zone, label) => {
    expect(labels(zone).map((option) => option.label)).toEqual([label]);
    expect(zoneOptionsWith(zone, NOW).filter((option) => option.label === label)).toHaveLength(1);
    expect(zoneOptionsWith(zone, NOW)).toHaveLength(zoneOptions(NOW).length);
  });
});
