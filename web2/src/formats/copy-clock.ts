const [ZERO, NINE, DASH, SPACE, POINT, B] = [48, 57, 45, 32, 46, 66];
/** From 1 March of the year 0 to 1970. */
const DAYS_TO_1970 = 719_468;

/** Reads dates and timestamps without zone as PostgreSQL writes them with `DateStyle` ISO, without making a string of them. */
export class CopyClock {
  /** Since 1970-01-01. */
  day = 0;
  /** Since midnight. */
  microseconds = 0;

  /** @returns false for infinity, which has no day */
  read(bytes: Buffer, start: number, end: number): boolean {
    let at = start;
    let year = 0;
    for (; isDigit(bytes[at]); at++) year = year * 10 + (bytes[at] as number) - ZERO;
    if (at === start || bytes[at] !== DASH) return false;
    const month = twoDigits(bytes, at + 1);
    const day = twoDigits(bytes, at + 4);
    at += 6;
    this.microseconds = 0;
    if (at < end && bytes[at] === SPACE && isDigit(bytes[at + 1])) {
      const minutes = twoDigits(bytes, at + 1) * 60 + twoDigits(bytes, at + 4);
      let part = (minutes * 60 + twoDigits(bytes, at + 7)) * 1_000_000;
      at += 9;
      if (at < end && bytes[at] === POINT) {
        for (let unit = 100_000; ++at < end && isDigit(bytes[at]); unit /= 10)
          part += ((bytes[at] as number) - ZERO) * unit;
      }
      this.microseconds = part;
    }
    // 1 BC is the year 0.
    this.day = daysFrom1970(at + 1 < end && bytes[at + 1] === B ? 1 - year : year, month, day);
    return true;
  }
}

/** The Gregorian calendar, as PostgreSQL counts also before there was one. http://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function daysFrom1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - DAYS_TO_1970;
}

function twoDigits(bytes: Buffer, at: number): number {
  return ((bytes[at] as number) - ZERO) * 10 + (bytes[at + 1] as number) - ZERO;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
