/** What each of the five source texts becomes, block by block, as a careful editor would have it. */
import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Text } from '@lectern/model'
import { paragraphNumberAt } from '@lectern/text'
import { expect, test } from 'vitest'
import { readSeeds, reviseText } from '../index.ts'

const SEEDS = fileURLToPath(new URL('../../../../seeds', import.meta.url))
const texts = await readSeeds(SEEDS)
const [article, speech, report, digest, readout] = texts as [Text, Text, Text, Text, Text]

/** One line a block: its number or kind, the reason of an exclusion, and how it begins and ends. */
function show(text: Text): string[] {
  return text.blocks.map((block) => {
    const words = text.canonical.slice(block.start, block.end)
    const span = text.exclusions.find(({ start, end }) => start < block.end && end > block.start)
    const name = block.number ? `¶${block.number}` : block.kind === 'heading' ? `h${block.level}` : block.kind
    const reason = span ? ` {${span.reason}${span.start > block.start ? ' in part' : ''}}` : ''
    return `${name}${reason} ${words.length > 64 ? `${words.slice(0, 32)} … ${words.slice(-24)}` : words}`
  })
}
const outline = (text: Text) => text.outline.map((entry) => entry.title)

test('every seed satisfies the schema and has words and minutes', () => {
  for (const text of texts) {
    expect(Text.parse(text)).toEqual(text)
    expect(text.words).toBeGreaterThan(300)
    expect(text.minutes).toBeGreaterThan(0)
  }
  expect(new Set(texts.map((text) => text.id)).size).toBe(5)
})

test('000, the article: sentences cut at commas are whole, its headings are found, the news item is folded', () => {
  expect(show(article)).toEqual([
    'h1 We will vigorously promote the s … ducive to basic research',
    '¶1 At the same time, it is also nec … t concentrated research.',
    'h2 Reform the organizational model  …  systematic institutions',
    '¶2 Guided by the national strategic … and scientific journals.',
    '¶3 Further strengthen the integrate … f global basic research.',
    'h2 Strengthen the construction of p … sonnel in basic research',
    '¶4 It is necessary to adhere to the … ng talents to stand out.',
    '¶5 In recent years, with the financ … pendent talent training.',
    'h2 We will vigorously promote the s … ducive to basic research',
    '¶6 We should further guide the majo … ble scientific research.',
    '¶7 {unrelated-after-end in part} Give full play to high-level exp … oblem of blood shortages',
    'paragraph {unrelated-after-end} University of Science and Techno …  in vitro in the future.',
    'metadata {site-button} Related recommendations',
    'metadata {site-button} User Login',
    'metadata {site-button} Register Account',
  ])
  expect(outline(article)).toEqual([
    'Opening',
    'Reform the organizational model and management mode of basic research, and give full play to the advantages of systematic institutions',
    'Strengthen the construction of personnel based on scientific research practice, and fully stimulate the innovation potential of personnel in basic research',
    'We will vigorously promote the spirit of scientists and create an innovation ecosystem conducive to basic research',
  ])
  expect(article.splits).toHaveLength(1)
  const at = article.splits[0]!.at
  expect(article.canonical.slice(at - 9, at + 12)).toBe('research.New research')
  expect(article.exclusions.map((span) => article.canonical.slice(span.start, span.start + 10))).toEqual([
    'New resear',
    'Related re',
    'User Login',
    'Register A',
  ])
  expect(article.canonical).toContain('highly motivated, difficult to tackle, and focused')
  expect(article.canonical).toContain('education only, awards only", establish')
  expect(article.date).toBeUndefined()
})

test('000, the article, with the split accepted and the news item wanted after all', () => {
  const revised = reviseText(article, { split: article.splits.map((split) => split.at), exclusions: [] })
  expect(show(revised).slice(10)).toEqual([
    '¶7 Give full play to high-level exp …  of scientific research.',
    'h2 New research could help solve the problem of blood shortages',
    '¶8 University of Science and Techno …  in vitro in the future.',
    'metadata Related recommendations',
    'metadata User Login',
    'metadata Register Account',
  ])
})

test('001, the speech: sixteen paragraphs, six points; photographs and all that follows the note are folded', () => {
  expect(show(speech)).toEqual([
    'h2 {repeated-title} Strengthening basic research to  … nce and self-improvement',
    'metadata {lifted-into-fields} Release time:Apr 14, 2024 12:09 PM',
    'h1 Strengthen basic research to ach … e and self-improvement ※',
    'metadata Xi Jinping',
    '¶1 Today, the Political Bureau of t … basic research in China.',
    '¶2 Strengthening basic research is  … front of basic research.',
    '¶3 At present, a new round of techn … ectively implement them.',
    'note {photo-credit} On May 28, 2021, the 20th Academ … Agency reporter Li Xiang',
    'h2 {repeated-title} Strengthening basic research to  … nce and self-improvement',
    '¶4 Firstly, strengthen the forward- …  innovative development.',
    '¶5 We must adhere to the "four orie … nd balanced development.',
    '¶6 Secondly, deepen the reform of t … stitutions and policies.',
    '¶7 We need to steadily increase fin … ed on the cutting edge".',
    '¶8 Thirdly, build a high-level supp … ll has a long way to go.',
    '¶9 We need to collaborate to build  …  journals and platforms.',
    'h2 {repeated-title} Strengthening basic research to  … nce and self-improvement',
    'note {photo-credit} Reporter Ju Peng from Xinhua News Agency/Photo taken',
    '¶10 Fourthly, strengthen the constru … n emerge in competition.',
    '¶11 We need to increase the support  … orce for basic research.',
    'note {photo-credit} Reporter Ju Peng from Xinhua News Agency/Photo taken',
    '¶12 Fifth, extensively carry out int …  global competitiveness.',
    '¶13 We need to build an internationa … ical security interests.',
    'h2 {repeated-title} Strengthening basic research to  … nce and self-improvement',
    '¶14 Sixth, shape an innovative ecosy … pment of basic research.',
    '¶15 We must vigorously promote the s …  to scientific research.',
    '¶16 Party committees and governments … echnological innovation.',
    'note ※ this is General Secretary Xi J … ee on February 21, 2023.',
    'paragraph {unrelated-after-end} Guiding the right direction for  …  human rights governance',
    'paragraph {unrelated-after-end} Guiding the right direction for  …  human rights governance',
    'paragraph {unrelated-after-end} Xinhua News Agency, Beijing, Jun … protecting human rights.',
    'h2 {unrelated-after-end} Micro Video | Strengthening the  … Population | Micro Video',
    'h2 {unrelated-after-end} Micro Video | Strengthening the  … Population | Micro Video',
    'paragraph {unrelated-after-end} June 11th is China Population Da … ing families and schools',
    'h2 {unrelated-after-end} The overall stable operation of  … | year-on-year | Overall',
    'h2 {unrelated-after-end} The overall stable operation of  … | year-on-year | Overall',
    'paragraph {unrelated-after-end} Xinhua News Agency, Beijing, Jun … a 4% increase last month',
    'paragraph {unrelated-after-end} The Construction of Modern Civil … tion | General Secretary',
    'paragraph {unrelated-after-end} The Construction of Modern Civil … tion | General Secretary',
    'paragraph {unrelated-after-end} Everyone said that on the new jo … to the national context.',
    "paragraph {unrelated-after-end} Study every day | what's so spec … ecretary of three points",
    "paragraph {unrelated-after-end} Study every day | what's so spec … ecretary of three points",
    'paragraph {unrelated-after-end} The National Version Museum of C … mpleted on July 23, 2022',
  ])
  expect(outline(speech)).toEqual([
    'Opening',
    '1 Strengthen the forward-looking, strategic, and systematic layout of basic research',
    '2 Deepen the reform of the basic research system and mechanism',
    '3 Build a high-level support platform for basic research',
    '4 Strengthen the construction of the talent team for basic research',
    '5 Extensively carry out international cooperation in basic research',
    '6 Shape an innovative ecosystem that is conducive to basic research',
  ])
  const [opening, first] = speech.outline
  expect(paragraphNumberAt(speech, opening!.start)).toBe(1)
  expect(paragraphNumberAt(speech, opening!.end - 1)).toBe(3)
  expect(paragraphNumberAt(speech, first!.start)).toBe(4)
  expect(paragraphNumberAt(speech, first!.end - 1)).toBe(5)
  expect(speech.exclusions.map((span) => span.reason)).toEqual([
    'repeated-title',
    'lifted-into-fields',
    'photo-credit',
    'repeated-title',
    'repeated-title',
    'photo-credit',
    'photo-credit',
    'repeated-title',
    'unrelated-after-end',
  ])
  expect(speech.splits).toEqual([])
  expect(speech).toMatchObject({ kind: 'speech', date: '2023-02-21', published: '2024-04-14' })
})

test('002, the report: a title and five paragraphs', () => {
  expect(show(report)).toEqual([
    'h1 The second virtual seminar of th … f China in 2024 was held',
    '¶1 On November 16, 2024, the second … el attended the meeting.',
    '¶2 This meeting is guided by Xi Jin … logical country by 2035.',
    '¶3 At the meeting, specially invite … theme of the conference.',
    '¶4 In his speech, Secretary Dou Xia …  create a new situation.',
    '¶5 Secretary Dou Xiankang emphasize …  science and technology.',
  ])
  expect([report.outline, report.exclusions, report.splits]).toEqual([[], [], []])
})

test('003, the digest: the fused first line is lifted, the other date stays in sight', () => {
  expect(show(digest)).toEqual([
    'metadata {lifted-into-fields} date 2023-08-02 Title: China Pri … -Reliance and Innovation',
    'metadata Date: February 22, 2023',
    'metadata Seeking truth magazine editorial department',
    '¶1 China has demonstrated significa … prosperity and security.',
    '¶2 Under the leadership of the Part …  and structural changes.',
    '¶3 The vital role of basic research … hnology and the economy.',
    '¶4 As the dynamics of science and t … rom its source and base.',
    '¶5 The 20th National Congress of th … ucive to basic research.',
    '¶6 To achieve high-level scientific … nological self-reliance.',
    '¶7 Acknowledging the progress made, … l bodies by “Chang’e-5.”',
    '¶8 China has a history of prioritiz … peeches and conferences.',
    '¶9 General Secretary Xi Jinping emp … ding innovative nations.',
    '¶10 In conclusion, China recognizes  …  science and technology.',
  ])
  expect(digest).toMatchObject({ date: '2023-08-02', title: expect.stringMatching(/^China Prioritizes/) })
  expect([digest.outline, digest.splits]).toEqual([[], []])
})

test('004, the readout: five paragraphs, then seven measures numbered after them', () => {
  expect(show(readout)).toEqual([
    'h1 Xi Jinping Calls for China to St …  Scientific Independence',
    '¶1 Chinese President Xi Jinping has … chnological development.',
    '¶2 The Politburo of the Central Com … fternoon of 21 February.',
    '¶3 Xi Jinping, general secretary of … nd technological power.”',
    '¶4 “Party committees and government … ment of basic research.”',
    '¶5 In terms of specific measures, the study session called for:',
    '¶6 • Adhering to the goal-oriented  … f “walking on two legs.”',
    '¶7 • Integrating the world’s cuttin … ocial development goals.',
    '¶8 • Strengthen national strategic  …  applied basic research.',
    '¶9 • Focus on giving full play to t … c research institutions.',
    '¶10 • Optimise the arrangement of ba … nd balanced development.',
    '¶11 • Coordinate the development of  … search backbone network.',
    '¶12 • Invest greater efforts to buil … earch talent can emerge.',
  ])
  const [first, second] = readout.blocks.filter((block) => block.kind === 'list-item')
  expect(readout.canonical.slice(first!.end, second!.start)).toBe('\n')
  expect([readout.outline, readout.exclusions, readout.splits]).toEqual([[], [], []])
})

test('a file that is not the one listed is refused by name', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'lectern-seeds-'))
  await cp(SEEDS, dir, { recursive: true })
  await writeFile(join(dir, '004_b0ec5d66c13bcf69.txt'), 'Something else.')
  await expect(readSeeds(dir)).rejects.toThrow('004_b0ec5d66c13bcf69.txt')
})
