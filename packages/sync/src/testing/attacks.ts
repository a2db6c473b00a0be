/**
 * Updates no honest client sends to the summary, each with what happens to a writer who sends it. `ignored`: a full sync
 * might bring what is missing, or nothing is left of it once what is known is taken away.
 */
import { LIMITS } from '@lectern/model'
import { collected, deletes, mine, deep, MALLORY, VICTIM, type Known } from './blows.ts'
import { craft, item } from './craft.ts'

/** `loaded again`: seen only when it is applied, so the document is taken from the log again. */
export type Outcome = 'closed 4403' | 'closed 4403, loaded again' | 'closed 4409' | 'ignored'
export const ATTACKS: [name: string, outcome: Outcome, update: (w: Known) => Uint8Array][] = [
  // Under the victim's id
  [
    'takes the next clocks of the victim',
    'closed 4403',
    (w) => item(VICTIM, w.next, { left: w.last, holds: { string: 'xxxxx' } }),
  ],
  ['takes 2^31 clocks of the victim as collected', 'closed 4403', (w) => collected(VICTIM, w.next, 2 ** 31)],
  [
    'plants text at a future clock of the victim',
    'closed 4403',
    (w) => item(VICTIM, w.next + 10, { left: [VICTIM, 1], holds: { string: 'POISON' } }),
  ],
  // Beyond what exists
  ['takes 2^45 clocks of its own', 'closed 4403', () => collected(MALLORY, 0, 2 ** 45)],
  [
    'starts at a future clock of its own',
    'ignored',
    (w) => item(MALLORY, 1_000, { left: w.last, holds: { string: 'x' } }),
  ],
  ['builds on what does not exist', 'ignored', () => mine({ left: [999, 5], holds: { string: 'x' } })],
  ['builds on its own future', 'ignored', () => mine({ left: [MALLORY, 9], holds: { string: 'b' } })],
  [
    'skips a range',
    'ignored',
    (w) =>
      craft([
        { client: MALLORY, clock: 0, structs: [{ skipped: 5 }, { left: w.last, holds: { string: 'x' } }] },
      ]),
  ],
  [
    'skips a range between two items',
    'ignored',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { left: w.last, holds: { string: 'x' } },
            { skipped: 5 },
            { left: w.last, holds: { string: 'y' } },
          ],
        },
      ]),
  ],
  [
    'deletes what the victim has not written yet',
    'ignored',
    (w) => deletes({ client: VICTIM, ranges: [[w.next, 2 ** 31]] }),
  ],
  [
    'deletes what an unknown client may write',
    'ignored',
    () => deletes({ client: 4_242, ranges: [[0, 2 ** 31]] }),
  ],
  ['deletes what itself may write', 'ignored', () => deletes({ client: MALLORY, ranges: [[0, 2 ** 31]] })],
  // Malformed
  [
    'is cut short',
    'closed 4403',
    (w) =>
      craft(
        [{ client: MALLORY, clock: 0, structs: [{ left: w.last, holds: { string: 'half' } }] }],
        [{ client: MALLORY, ranges: [[0, 1]] }],
      ).slice(0, -1),
  ],
  [
    'says it has 30 million structs',
    'closed 4403',
    () => craft([{ client: MALLORY, clock: 0, structs: [], claims: 3e7 }]).slice(0, 9),
  ],
  ['is random bytes', 'closed 4403', () => Uint8Array.from({ length: 40 }, (_, i) => (i * 151 + 7) & 255)],
  ['is empty', 'closed 4403', () => new Uint8Array()],
  [
    'has a client in two blocks',
    'closed 4403',
    (w) =>
      craft([
        { client: MALLORY, clock: 0, structs: [{ left: w.last, holds: { string: 'a' } }] },
        { client: 8, clock: 0, structs: [{ left: w.last, holds: { string: 'b' } }] },
        { client: MALLORY, clock: 1, structs: [{ left: [MALLORY, 0], holds: { string: 'c' } }] },
      ]),
  ],
  [
    'deletes the same range twice',
    'closed 4403',
    () =>
      deletes({
        client: VICTIM,
        ranges: [
          [0, 3],
          [0, 3],
        ],
      }),
  ],
  [
    'has an item of no length after another',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { left: w.last, holds: { string: 'a' } },
            { left: [MALLORY, 0], holds: { string: '' } },
          ],
        },
      ]),
  ],
  ['has an item of no length', 'closed 4403', (w) => mine({ left: w.last, holds: { string: '' } })],
  // Outside of the schema
  ['makes another root', 'closed 4403', () => mine({ parent: 'evil', key: 'x', holds: { any: [1] } })],
  [
    'makes a root named __proto__',
    'closed 4403',
    () => mine({ parent: '__proto__', holds: { element: 'paragraph' } }),
  ],
  [
    'puts an attribute on the root',
    'closed 4403',
    () => mine({ parent: 'summary', key: '__proto__', holds: { any: [{ a: 1 }] } }),
  ],
  [
    'brings a node the schema lacks',
    'closed 4403',
    () => mine({ parent: 'summary', holds: { element: 'script' } }),
  ],
  [
    'brings a node named __proto__',
    'closed 4403',
    () => mine({ parent: 'summary', holds: { element: '__proto__' } }),
  ],
  [
    'puts a paragraph into a paragraph',
    'closed 4403',
    (w) => mine({ parent: w.paragraph, holds: { element: 'paragraph' } }),
  ],
  [
    'puts a list item into the root',
    'closed 4403',
    () => mine({ parent: 'summary', holds: { element: 'listItem' } }),
  ],
  ['puts text into the root', 'closed 4403', () => mine({ parent: 'summary', holds: { type: 6 } })],
  [
    'puts bare characters into a paragraph',
    'closed 4403',
    (w) => mine({ parent: w.paragraph, holds: { string: 'x' } }),
  ],
  ['brings a map', 'closed 4403', () => mine({ parent: 'summary', holds: { type: 1 } })],
  ['brings a fragment', 'closed 4403', () => mine({ parent: 'summary', holds: { type: 4 } })],
  [
    'brings a hook',
    'closed 4403',
    () => craft([{ client: MALLORY, clock: 0, structs: [{ parent: 'summary', holds: { type: 5 } }] }]),
  ],
  ['brings a subdocument', 'closed 4403', () => mine({ parent: 'summary', holds: { subdocument: 'other' } })],
  ['embeds an object in text', 'closed 4403', (w) => mine({ left: w.last, holds: { embed: { src: 'x' } } })],
  [
    'puts bytes into text',
    'closed 4403',
    (w) => mine({ left: w.last, holds: { binary: new Uint8Array(3) } }),
  ],
  ['puts old JSON into text', 'closed 4403', (w) => mine({ left: w.last, holds: { json: ['{}'] } })],
  [
    'marks text with a mark the schema lacks',
    'closed 4403',
    (w) => mine({ left: w.last, holds: { format: ['blink', {}] } }),
  ],
  [
    'gives a mark a strange name',
    'closed 4403',
    (w) => mine({ left: w.last, holds: { format: ['bold--x', {}] } }),
  ],
  [
    'gives a mark an attribute it lacks',
    'closed 4403',
    (w) => mine({ left: w.last, holds: { format: ['bold', { onclick: 'x' }] } }),
  ],
  [
    'links to a script',
    'closed 4403',
    (w) => mine({ left: w.last, holds: { format: ['link', { href: 'java\u0000script:alert(1)' }] } }),
  ],
  [
    'links to data',
    'closed 4403',
    (w) => mine({ left: w.last, holds: { format: ['link', { href: ' data:text/html,x' }] } }),
  ],
  ['links to nothing', 'closed 4403', (w) => mine({ left: w.last, holds: { format: ['link', {}] } })],
  [
    'puts an attribute on a text',
    'closed 4403',
    (w) => mine({ parent: w.text, key: 'x', holds: { any: ['y'] } }),
  ],
  [
    'gives a paragraph an attribute it lacks',
    'closed 4403',
    (w) => mine({ parent: w.paragraph, key: 'style', holds: { any: ['x'] } }),
  ],
  [
    'makes a heading of level 7',
    'closed 4403',
    () =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: 'summary', holds: { element: 'heading' } },
            { parent: [MALLORY, 0], key: 'level', holds: { any: [7] } },
          ],
        },
      ]),
  ],
  [
    'cites with an object for a text',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: w.paragraph, holds: { element: 'citation' } },
            { parent: [MALLORY, 0], key: 'textId', holds: { any: [{ a: 1 }] } },
          ],
        },
      ]),
  ],
  [
    'cites more than can be cited',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: w.paragraph, holds: { element: 'citation' } },
            { parent: [MALLORY, 0], key: 'exact', holds: { any: ['x'.repeat(LIMITS.quote + 1)] } },
          ],
        },
      ]),
  ],
  [
    'gives an attribute two values',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: w.paragraph, holds: { element: 'citation' } },
            { parent: [MALLORY, 0], key: 'label', holds: { any: ['a', 'b'] } },
          ],
        },
      ]),
  ],
  [
    'gives an attribute characters that can be split',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: w.paragraph, holds: { element: 'citation' } },
            { parent: [MALLORY, 0], key: 'label', holds: { string: 'ab' } },
          ],
        },
      ]),
  ],
  [
    'makes a node an attribute',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: w.paragraph, holds: { element: 'citation' } },
            { parent: [MALLORY, 0], key: 'label', holds: { element: 'paragraph' } },
          ],
        },
      ]),
  ],
  // Impossible places
  [
    'gives a key a right neighbour',
    'closed 4403',
    (w) =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { parent: w.paragraph, holds: { element: 'citation' } },
            { parent: [MALLORY, 0], key: 'label', holds: { any: ['a'] } },
            { right: [MALLORY, 1], holds: { any: ['b'] } },
          ],
        },
      ]),
  ],
  [
    'stands between the text and the paragraph',
    'closed 4403',
    (w) => mine({ left: w.last, right: w.paragraph, holds: { string: 'x' } }),
  ],
  ['hangs on what is no node', 'ignored', (w) => mine({ parent: w.last, holds: { string: 'x' } })],
  [
    'stands right of its right neighbour',
    'closed 4403, loaded again',
    (w) => mine({ left: w.last, right: [VICTIM, w.next - 3], holds: { string: 'x' } }),
  ],
  [
    'stands away from a neighbour it must have seen',
    'closed 4403, loaded again',
    (w) => mine({ left: [VICTIM, w.next - 5], right: [VICTIM, w.next - 1], holds: { string: 'x' } }),
  ],
  // Too much
  [
    'has a key longer than the limit',
    'closed 4409',
    (w) => mine({ parent: w.paragraph, key: 'k'.repeat(LIMITS.keyLength + 1), holds: { any: ['x'] } }),
  ],
  ['nests deeper than the limit', 'closed 4409', () => deep(LIMITS.depth + 1)],
  [
    'brings more clients than the limit',
    'closed 4409',
    (w) =>
      craft(
        Array.from({ length: LIMITS.updateClients + 1 }, (_, i) => ({
          client: 1_000 - i,
          clock: 0,
          structs: [{ left: w.last, holds: { string: 'x' } }],
        })),
      ),
  ],
  [
    'brings more structs than the limit',
    'closed 4409',
    () =>
      craft([
        {
          client: MALLORY,
          clock: 0,
          structs: Array.from({ length: LIMITS.updateStructs + 1 }, () => ({ collected: 1 })),
        },
      ]),
  ],
  [
    'deletes more ranges than the limit',
    'closed 4409',
    (w) =>
      craft(
        [
          {
            client: MALLORY,
            clock: 0,
            structs: [{ left: w.last, holds: { string: 'x'.repeat(LIMITS.updateDeletes * 2 + 2) } }],
          },
        ],
        [{ client: MALLORY, ranges: Array.from({ length: LIMITS.updateDeletes + 1 }, (_, i) => [i * 2, 1]) }],
      ),
  ],
  [
    'is larger than the limit',
    'closed 4409',
    (w) => mine({ left: w.last, holds: { string: 'x'.repeat(LIMITS.updateBytes) } }),
  ],
]
