import { expect, it } from 'vitest';
import { newEntries, splitEntries } from './split-entries';

it.each([
  ['ana@nw.example', ['ana@nw.example']],
  ['ana@nw.example, jo@nw.example;sam@nw.example', ['ana@nw.example', 'jo@nw.example', 'sam@nw.example']],
  ['ana@nw.example jo@nw.example\n\nsam@nw.example\t', ['ana@nw.example', 'jo@nw.example', 'sam@nw.example']],
  ['Ana Ruiz <ana@nw.example>, Jo <jo@nw.example>', ['ana@nw.example', 'jo@nw.example']],
  ['"Ruiz, Ana" <ana@nw.example>; jo@nw.example', ['ana@nw.example', 'jo@nw.example']],
  ['ana@nw.example Jo Park <jo@nw.example>', ['ana@nw.example', 'jo@nw.example']],
  ['<ana@nw.example>', ['ana@nw.example']],
  ['mailto:ana@nw.example', ['ana@nw.example']],
  ['jo@northwind, nonsense', ['jo@northwind', 'nonsense']],
  ['Jo <jo>', ['jo']],
  [' ,;\n ', []],
  ['', []],
])('splits %j into %j', (text, entries) => expect(splitEntries(text)).toEqual(entries));

it('adds what is new once, and names what was there already', () => {
  expect(newEntries(['Ana@nw.example'], 'ana@nw.example jo@nw.example JO@nw.example')).toEqual({
    added: ['jo@nw.example'],
    repeated: 'jo@nw.example',
  });
  expect(newEntries(['Ana@nw.example'], 'ana@nw.example')).toEqual({ added: [], repeated: 'Ana@nw.example' });
});
