/** Abbreviations and names that people write after a time. Each may stand for several zones, so it is never taken. */
const NAMES = new Set(
  (
    'utc gmt zulu est edt et cst cdt ct mst mdt mt pst pdt pt akst akdt hst ast adt nst ndt wet west cet cest eet eest msk bst ist sast ' +
    'jst kst sgt hkt pkt aest aedt acst acdt awst nzst nzdt brt art pacific eastern central mountain timezone tz'
  ).split(' '),
);

const REGION =
  /\b(africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian|pacific|etc|us|canada)\s?\/\s?\p{L}/u;
/** Parts of zone names that mean something else in a schedule. */
const DAYS = new Set(['easter', 'christmas', 'center', 'knox']);

let cities: Set<string> | undefined;

/** Whether words that were not understood name a time zone: Asia/Tokyo, EST, UTC+2, New York time. */
export function namesTimezone(phrase: string): boolean {
  const text = phrase.toLowerCase();
  if (REGION.test(text) || /\btime\s?zone\b/.test(text)) return true;
  if (text.split(/[^\p{L}]+/u).some((word) => NAMES.has(word))) return true;
  return [...zoneCities()].some((city) => new RegExp(`\\b${city}\\b`).test(text));
}

/** The last part of every IANA name: new york, tokyo. */
function zoneCities(): Set<string> {
  cities ??= new Set(
    Intl.supportedValuesOf('timeZone')
      .map((name) => name.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase() ?? name)
      .filter((city) => !DAYS.has(city)),
  );
  return cities;
}
