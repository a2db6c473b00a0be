/**
 * One line of marked text as CommonMark whose delimiters do what they should: `**` opens and closes only where the rules of
 * flanking allow (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis), which Chinese text meets at every step:
 * in `**要点：**内容` nothing is bold. Where a mark cannot be written it shrinks by the characters in its way; words never change.
 */
import { escapeDestination, escapeMarkdown } from './markdown-escape.ts'
import { fileLink } from './safe-link.ts'

/** Marked text, or a piece that is Markdown already (a note mark) and takes no marks. */
export type Inline =
  { text: string; bold: boolean; italic: boolean; strike: boolean; href: unknown } | { markdown: string }
export type InlineLine = Inline[]

type Mark = 'bold' | 'italic' | 'strike'
const DELIMITERS: Record<Mark, string> = { bold: '**', italic: '*', strike: '~~' }
const MARKS = Object.keys(DELIMITERS) as Mark[]

/** One character (code point), or one piece of Markdown. */
type Atom = { value: string; raw: boolean; marks: Set<Mark> }
/** Neighbouring atoms with the same link; links stand outside every other mark. */
type Group = { href: string | undefined; atoms: Atom[] }

/** `before` as in `escapeMarkdown`: what stands in front of the line. */
export function writeLine(line: InlineLine, before = '\n'): string {
  const groups = trimmed(grouped(line))
  let out = ''
  for (const [i, { href, atoms }] of groups.entries()) {
    if (href === undefined) {
      out += written(atoms, out.at(-1) ?? before, i === groups.length - 1 ? '\n' : '[')
      continue
    }
    const words = atoms.map((atom) => atom.value).join('')
    const bare = words === href && /^[\w:/.?#@!$%+,;=-]+$/.test(href)
    out += bare ? `<${href}>` : `[${written(atoms, '[', ']')}](${escapeDestination(href)})`
  }
  return out
}

function grouped(line: InlineLine): Group[] {
  const groups: Group[] = []
  for (const part of line) {
    const isText = 'text' in part
    const href = isText ? fileLink(part.href) : undefined
    const atoms = isText
      ? Array.from(part.text, (value) => ({
          value,
          raw: false,
          marks: new Set(MARKS.filter((mark) => part[mark])),
        }))
      : [{ value: part.markdown, raw: true, marks: new Set<Mark>() }]
    const last = groups.at(-1)
    if (last && last.href === href) last.atoms.push(...atoms)
    else groups.push({ href, atoms })
  }
  return groups.filter((group) => group.atoms.length > 0)
}

const isSpace = (atom: Atom | undefined) => atom !== undefined && !atom.raw && /\s/.test(atom.value)

/** Without the spaces at either end of the line, where Markdown would drop them or read an indented block. */
function trimmed(groups: Group[]): Group[] {
  while (isSpace(groups[0]?.atoms[0])) {
    groups[0]!.atoms.shift()
    if (groups[0]!.atoms.length === 0) groups.shift()
  }
  while (isSpace(groups.at(-1)?.atoms.at(-1))) {
    groups.at(-1)!.atoms.pop()
    if (groups.at(-1)!.atoms.length === 0) groups.pop()
  }
  return groups
}

/** Runs [start, end) of atoms that carry the mark. */
function runs(atoms: Atom[], mark: Mark): Run[] {
  const found: Run[] = []
  for (let i = 0; i < atoms.length; i++) {
    if (!atoms[i]!.marks.has(mark)) continue
    const start = i
    while (i < atoms.length && atoms[i]!.marks.has(mark)) i++
    found.push({ start, end: i })
  }
  return found
}

/** Whether a delimiter between the two (in either direction) is flanked as it must be. Symbols count as neither. */
function flanks(outer: string, inner: string): boolean {
  if (/\s/.test(inner)) return false
  return !/[\p{P}\p{S}]/u.test(inner) || /[\s\p{P}]/u.test(outer)
}

type Run = { start: number; end: number }
const clear = (atoms: Atom[], mark: Mark, { start, end }: Run) => {
  for (let i = start; i < end; i++) atoms[i]!.marks.delete(mark)
}

/** Takes marks away until the rest can be written: see the file comment. */
function settle(atoms: Atom[], before: string, after: string): void {
  for (const run of runs(atoms, 'strike')) {
    clear(atoms, 'bold', run)
    clear(atoms, 'italic', run)
  }
  for (const bold of runs(atoms, 'bold')) {
    for (const italic of runs(atoms, 'italic')) {
      const crosses =
        (italic.start < bold.start && bold.start < italic.end && italic.end < bold.end) ||
        (bold.start < italic.start && italic.start < bold.end && bold.end < italic.end)
      const both = { start: Math.max(bold.start, italic.start), end: Math.min(bold.end, italic.end) }
      if (crosses) clear(atoms, 'italic', both)
    }
  }
  shrink(atoms, before, after)
  dropAmbiguous(atoms, 'italic', 'bold')
  dropAmbiguous(atoms, 'bold', 'italic')
}

/** Takes from both ends of every run what its delimiters cannot stand beside. */
function shrink(atoms: Atom[], before: string, after: string): void {
  const inner = (i: number) => (atoms[i]!.raw ? '[' : atoms[i]!.value)
  /** The neighbour of `i`. Behind the delimiter of another mark, readers disagree on punctuation: it counts as a letter. */
  const outer = (neighbour: number, i: number) => {
    if (neighbour < 0) return before
    if (neighbour >= atoms.length) return after
    const isDelimited = [...atoms[neighbour]!.marks].some((mark) => !atoms[i]!.marks.has(mark))
    return isDelimited ? 'x' : inner(neighbour)
  }
  for (const mark of MARKS) {
    for (let { start, end } of runs(atoms, mark)) {
      while (start < end && !flanks(outer(start - 1, start), inner(start))) atoms[start++]!.marks.delete(mark)
      while (start < end && !flanks(outer(end, end - 1), inner(end - 1))) atoms[--end]!.marks.delete(mark)
    }
  }
}

/** Inside a run of `around`, a delimiter that could also close would close the wrong one: such a run of `mark` is dropped. */
function dropAmbiguous(atoms: Atom[], mark: Mark, around: Mark): void {
  for (const run of runs(atoms, mark)) {
    const [first, left] = [atoms[run.start]!, atoms[run.start - 1]]
    if (!left?.marks.has(around) || !first.marks.has(around)) continue
    const opensOnly = /[\s\p{P}]/u.test(left.value) && !/[\p{P}\p{S}]/u.test(first.value)
    if (!opensOnly) clear(atoms, mark, run)
  }
}

function written(atoms: Atom[], before: string, after: string): string {
  settle(atoms, before, after)
  const ends = new Map(MARKS.map((mark) => [mark, runs(atoms, mark)]))
  const endOf = (mark: Mark, i: number) => ends.get(mark)!.find((run) => run.start === i)?.end ?? 0
  const open: Mark[] = []
  let out = ''
  let words = ''
  const flush = () => {
    if (words) out += escapeMarkdown(words, out.at(-1) ?? before)
    words = ''
  }
  for (let i = 0; i <= atoms.length; i++) {
    const marks = atoms[i]?.marks ?? new Set<Mark>()
    while (open.length > 0 && !marks.has(open.at(-1)!)) {
      flush()
      out += DELIMITERS[open.pop()!]
    }
    const opening = MARKS.filter((mark) => marks.has(mark) && !open.includes(mark))
    for (const mark of opening.sort((a, b) => endOf(b, i) - endOf(a, i))) {
      flush()
      out += DELIMITERS[mark]
      open.push(mark)
    }
    const atom = atoms[i]
    if (!atom) break
    if (atom.raw) {
      flush()
      out += atom.value
    } else words += atom.value
  }
  flush()
  return out
}
