import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import published from '@/recurrence/cases/natural-language.json';
import phrases from '@/recurrence/cases/phrases.json';
import { RecurrenceError } from '@/recurrence/errors';
import { occurrences } from '@/recurrence/occurrences';
import { parseRecurrence } from '@/recurrence/recurrence';
import { WEEKDAY_NAMES } from '@/recurrence/words';
import { parseText } from './parse-text';
import { LONGEST_TEXT } from './tokens';
import * as vocabulary from './vocabulary';

const startsAt = new Date('2026-01-01T00:00:00Z');
const understood = [...published.map(({ phrase }) => phrase), ...phrases.map(([phrase = '']) => phrase)];

function occurrencesOf(recurrence: string, limit = 60): string[] {
  const rule = parseRecurrence(recurrence);
  return occurrences(rule, { timezone: 'UTC', startsAt, after: startsAt, limit }).map((at) => at.toISOString());
}

/** A schedule, or the error for people; anything else that is thrown fails the test. */
function answer(text: string): { recurrence: string; description: string } | RecurrenceError {
  try {
    return parseText(text);
  } catch (error) {
    if (error instanceof RecurrenceError) return error;
    throw error;
  }
}

describe('any phrase', () => {
  it('reads back as a sentence that means the same schedule', () => {
    for (const phrase of understood) {
      const { recurrence, description } = parseText(phrase);
      const again = answer(description);
      if (again instanceof RecurrenceError) throw new Error(`${phrase}: “${description}”: ${again.message}`);
      expect(occurrencesOf(again.recurrence), `${phrase}: ${description}`).toEqual(occurrencesOf(recurrence));
    }
  });

  it('means the same in capitals, with more spaces, with fillers and with the dashes of other keyboards', () => {
    const before = fc.constantFrom('', 'please ', 'Send me the report ', 'run it ', 'Schedule: ');
    const after = fc.constantFrom('', ' please', ', please!', '.', ' ');
    const space = fc.constantFrom(' ', '  ', '\t', '\u00a0', ' \n ', '\u2009');
    const dash = fc.constantFrom('-', '‐', '–', '—', '−');
    const letters = fc.constantFrom('as is', 'lower', 'upper');
    fc.assert(
      fc.property(fc.constantFrom(...understood), before, after, space, dash, letters, (phrase, ...ways) => {
        const [start, end, gap, line, form] = ways;
        // An M is minutes or months by its case.
        const cased =
          form === 'as is' || /\dM\b/i.test(phrase)
            ? phrase
            : form === 'upper'
              ? phrase.toUpperCase()
              : phrase.toLowerCase();
        const text = `${start}${cased.replaceAll(' ', gap).replaceAll('-', line)}${end}`;
        expect(answer(text), text).toMatchObject({ recurrence: parseText(phrase).recurrence });
      }),
      { numRuns: 1000 },
    );
  });

  it('of known words is a schedule or told what is wrong, with words that it has', () => {
    const words = Object.values(vocabulary).flatMap((list) => [...list.keys()].map(String));
    const marks = [
      '9',
      '12',
      '1st',
      '15th',
      '31st',
      '9am',
      '17:30',
      ':15',
      '-',
      ',',
      'half',
      'past',
      'twice',
      'times',
      'nearest',
      'nonsense',
      'until',
      '2027',
      'end',
    ];
    const word = fc.oneof(
      { arbitrary: fc.constantFrom(...words), weight: 2 },
      fc.constantFrom(...marks, 'every', 'on', 'at', 'day', 'month'),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (list) => {
        const text = list.join(' ');
        const found = answer(text);
        if (found instanceof RecurrenceError) {
          expect(found.message).toMatch(/[.?]$/);
          if (found.message.includes('not understood')) expect(found.words.length).toBeGreaterThan(0);
          return;
        }
        expect(occurrencesOf(found.recurrence, 1), text).toHaveLength(1);
        expect(found.description).not.toMatch(/undefined|NaN|null/);
      }),
      { numRuns: 3000 },
    );
  });

  it('of any characters is answered', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const found = answer(any);
        if (any.length > LONGEST_TEXT)
          expect(found).toMatchObject({ message: `Use at most ${LONGEST_TEXT} characters.` });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '1',
    'a',
    'every ',
    'and ',
    '9:',
    'the ',
    '1st ',
    'mon-',
    'first last ',
    '1-',
    'of ',
    'half ',
    'twenty ',
    '9am, ',
    'jan 1 ',
  ])('of one word again and again is answered: %s', (piece) => {
    answer(piece.repeat(LONGEST_TEXT / piece.length));
  });
});

describe('weekdays and times', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 });
  const dayName = (day: number) =>
    fc.constantFrom(WEEKDAY_NAMES[day] ?? '', `${WEEKDAY_NAMES[day]}s`, (WEEKDAY_NAMES[day] ?? '').slice(0, 3));
  const separator = fc.constantFrom(', ', ' and ', ' & ', ' ', '/', ', and ', ' or ');
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 });

  /** "9:00 and 5:30" is refused, so hours of a 24-hour clock are in order or have two digits. */
  type Clock = '12' | '24' | '24 in order';
  const anyClock = fc.constantFrom<Clock>('12', '24', '24 in order');
  const ordered = (times: readonly number[], clock: Clock) =>
    clock === '24 in order' || (clock === '24' && times.every((hour) => hour >= 10 && hour <= 12))
      ? [...times].sort((a, b) => a - b)
      : times;

  /** A time in one of the ways that people write it; one sentence keeps to one clock. */
  function written(hour: number, minute: number, clock: Clock): fc.Arbitrary<string> {
    const [twelve, letter] = [hour % 12 || 12, hour < 12 ? 'a' : 'p'];
    const past = String(minute).padStart(2, '0');
    const padded = String(hour).padStart(2, '0');
    if (clock === '24 in order') return fc.constantFrom(`${padded}:${past}`, `${hour}:${past}`, `${hour}h${past}`);
    if (clock === '24') return fc.constantFrom(`${padded}:${past}`, `${padded}h${past}`);
    return fc.constantFrom(
      `${twelve}:${past}${letter}m`,
      `${twelve}:${past} ${letter.toUpperCase()}M`,
      `${twelve}.${past} ${letter}.m.`,
      ...(minute === 0 ? [`${twelve}${letter}m`, `${twelve} ${letter}.m.`] : [`${twelve}${past}${letter}m`]),
    );
  }

  it('in any spelling and order are the days and times that they name', () => {
    const sentence = fc
      .tuple(days, hours, fc.constantFrom(0, 15, 30, 59), anyClock)
      .chain(([chosen, times, minute, clock]) =>
        fc.record({
          cron: fc.constant(`${minute} ${times} * * ${chosen}`),
          names: fc.tuple(...chosen.map(dayName)),
          clocks: fc.tuple(...ordered(times, clock).map((hour) => written(hour, minute, clock))),
          separator,
          every: fc.constantFrom('every ', 'each ', 'on ', ''),
          timesFirst: fc.boolean(),
        }),
      );
    fc.assert(
      fc.property(sentence, ({ cron, names, clocks, separator, every, timesFirst }) => {
        const list = clocks.join(separator.trim() === '/' || separator === ' ' ? ', ' : separator);
        const parts = [`${every}${names.join(separator)}`, `at ${list}`];
        const text = (timesFirst ? parts.reverse() : parts).join(' ');
        expect(answer(text), text).toMatchObject({ recurrence: expect.any(String) });
        expect(occurrencesOf(parseText(text).recurrence), text).toEqual(occurrencesOf(cron));
      }),
      { numRuns: 1000 },
    );
  });
});
