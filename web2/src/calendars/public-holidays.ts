import type Holidays from 'date-holidays';
import { DAY, dateOf } from '@/recurrence/civil';

/** The public holidays of a country, by day. */
export interface PublicHolidays {
  /** The holiday's name on that day (a wall time at midnight), null on any other. */
  on(day: number): string | null;
  /** The holidays of a year, in order. */
  inYear(year: number): { day: number; name: string }[];
}

/** What the rules of a country give for one year is worked out once. */
const countries = new Map<string, PublicHolidays>();

/** The countries whose public holidays are known: ISO 3166 code and English name, by name. */
export async function holidayCountries(): Promise<{ code: string; name: string }[]> {
  const { default: Library } = await import('date-holidays');
  return Object.entries(new Library().getCountries('en'))
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The public holidays of a country by its ISO 3166 code; one that is not known has none. */
export async function publicHolidays(country: string): Promise<PublicHolidays> {
  const known = countries.get(country);
  if (known) return known;
  // 12 MB of data (date-holidays, CC BY 3.0), so it is read only where a schedule asks for holidays.
  const { default: Library } = await import('date-holidays');
  const made = ofCountry(new Library(country, { types: ['public'], languages: ['en'] }));
  countries.set(country, made);
  return made;
}

function ofCountry(library: Holidays): PublicHolidays {
  const years = new Map<number, Map<number, string>>();
  const daysOf = (year: number): Map<number, string> => {
    const known = years.get(year);
    if (known) return known;
    // A holiday of the days before may reach into the year.
    const holidays = [year - 1, year].flatMap((each) => library.getHolidays(each) ?? []);
    const days = new Map(holidays.flatMap(daysOfHoliday).filter(([day]) => dateOf(day).year === year));
    years.set(year, days);
    return days;
  };
  return {
    on: (day) => daysOf(dateOf(day).year).get(day) ?? null,
    inYear: (year) => [...daysOf(year)].map(([day, name]) => ({ day, name })).sort((a, b) => a.day - b.day),
  };
}

/** The days of which more than half is the holiday: some begin at sunset or noon, some last for days. */
function daysOfHoliday({ date, start, end, name }: ReturnType<Holidays['getHolidays']>[number]): [number, string][] {
  const from = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  const until = from + (end.getTime() - start.getTime());
  const days: [number, string][] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < until; day += DAY) {
    if (Math.min(until, day + DAY) - Math.max(from, day) > DAY / 2) days.push([day, name]);
  }
  return days;
}
