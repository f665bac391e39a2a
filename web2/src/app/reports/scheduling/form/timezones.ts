import { formatOffset, zoneCity } from '@/components/format-time';

export interface ZoneOption {
  value: string;
  label: string;
  keywords: string[];
}

let known: ZoneOption[] | undefined;

/** Every IANA zone that the browser knows, by city; found by offset ("utc-5", "gmt-5") and by abbreviation ("est") too. */
export function zoneOptions(now: Date): ZoneOption[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => zoneOption(zone, now));
  return known;
}

/** The same with a zone that the browser does not list, such as an old name that was saved. */
export function zoneOptionsWith(zone: string, now: Date): ZoneOption[] {
  const options = zoneOptions(now);
  return !zone || options.some(({ value }) => value === zone) ? options : [zoneOption(zone, now), ...options];
}

function zoneOption(zone: string, now: Date): ZoneOption {
  const offset = formatOffset(zone, now);
  const city = zoneCity(zone);
  return {
    value: zone,
    label: city === offset ? city : `${city} (${offset})`,
    keywords: [zone.replaceAll(/[/_]/g, ' '), offset.replace('UTC', 'GMT'), abbreviation(zone, now)],
  };
}

function abbreviation(zone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  return format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
