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

/** The same with a zone that was saved under another name: the option of the zone that it stands for, which keeps it. */
export function zoneOptionsWith(zone: string, now: Date): ZoneOption[] {
  const options = zoneOptions(now);
  if (!zone || options.some(({ value }) => value === zone)) return options;
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  const listed = options.find(({ value }) => value === canonical) ?? options.find(sameCity(zone));
  if (!listed) return [zoneOption(zone, now), ...options];
  return options.map((option) => (option === listed ? { ...listed, value: zone } : option));
}

/** Browsers differ on whether a zone is Asia/Calcutta or Asia/Kolkata. */
const sameCity = (zone: string) => {
  const [region] = zone.split('/');
  return ({ value }: ZoneOption) => value.startsWith(`${region}/`) && zoneCity(value) === zoneCity(zone);
};

/** What else people search for. */
const ALIASES: Readonly<Record<string, string>> = {
  'America/New_York': 'US Eastern',
  'America/Chicago': 'US Central',
  'America/Denver': 'US Mountain',
  'America/Los_Angeles': 'US Pacific',
  'America/Anchorage': 'US Alaska',
  'Pacific/Honolulu': 'US Hawaii',
  'Europe/London': 'GB UK Britain',
  'Asia/Shanghai': 'Beijing PRC China',
  'Asia/Tokyo': 'Japan',
  UTC: 'Zulu Greenwich',
};

function zoneOption(zone: string, now: Date): ZoneOption {
  const offset = formatOffset(zone, now);
  const city = zoneCity(zone);
  return {
    value: zone,
    label: city === offset ? city : `${city} (${offset})`,
    keywords: [
      `${zone.replaceAll(/[/_]/g, ' ')} ${ALIASES[zone] ?? ''}`,
      offset.replace('UTC', 'GMT'),
      abbreviation(zone, now),
    ],
  };
}

function abbreviation(zone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  return format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
