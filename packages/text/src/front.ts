/**
 * The front of a text: its title, its fields (fused date and title lines) and its byline, before the body begins.
 * Changes the kinds of pieces; furniture other than lifted lines and the doubled title is left to `furniture.ts`.
 */
import { isKeyValue, readLabels } from './labels.ts'
import { headingMark, isNote, isOrnament, REFERENCE_MARK } from './marks.ts'
import { fold, isFolded, type Piece, WIDEST_HEADING } from './pieces.ts'
import { columns, endsSentence, hasLetters, nearlySameWords, sameWords } from './script.ts'

/** What the text says about itself, as it says it. Dates are yyyy-mm-dd. */
export type Fields = { title?: string; date?: string; published?: string; byline?: string; source?: string }

/** Longest title that is shown as one, as `LIMITS.title`. */
const LONGEST_TITLE = 200

/** Reads title, labels and byline; returns the fields and the piece that is the title, if one is. */
export function readFront(pieces: Piece[]): { fields: Fields; title: Piece | undefined } {
  const fields: Fields = {}
  const end = frontEnd(pieces)
  let title: Piece | undefined
  const front = pieces.slice(0, end)
  for (const [index, piece] of front.entries()) {
    if (isFolded(piece) || isOrnament(piece.text) || isNote(piece.text)) continue
    const labels = readLabels(piece.text)
    if (labels) {
      piece.kind = 'metadata'
      if (lift(labels, fields)) fold(piece, 'lifted-into-fields')
    } else if (piece.tabular || isHead(front, index)) piece.kind = 'metadata'
    else if (!title && index < pieces.length - 1 && isTitle(piece, fields)) {
      title = piece
      asTitle(piece)
    } else if (title && repeats(piece.text, title.text)) {
      // A page heads itself with the title before the text does; the line that bears the note's mark is the text's own.
      const own = REFERENCE_MARK.test(piece.text) ? piece : title
      const other = own === piece ? title : piece
      asTitle(own)
      other.kind = 'heading'
      other.level = 2
      fold(other, 'repeated-title')
      title = own
    } else if (title || fields.title) {
      if (!isByline(piece.text)) break
      piece.kind = 'metadata'
      fields.byline ??= piece.text.replace(/^(?:by|文|作者)\s?[:：/|]?\s?/i, '')
    }
  }
  if (title) fields.title ??= title.text.replace(/^#{1,6}\s+/, '').replace(REFERENCE_MARK, '')
  return { fields, title }
}

const isLine = (piece: Piece | undefined) =>
  piece !== undefined && (isKeyValue(piece.text) || readLabels(piece.text) !== undefined)

/** A line "Key: value" beside another such line, as at the head of a letter. */
function isHead(front: Piece[], index: number): boolean {
  return isKeyValue(front[index]!.text) && (isLine(front[index - 1]) || isLine(front[index + 1]))
}

function asTitle(piece: Piece): void {
  piece.kind = 'heading'
  piece.level = 1
}

const repeats = (text: string, title: string) =>
  columns(text) <= LONGEST_TITLE && (sameWords(text, title) || nearlySameWords(text, title))

/** Index of the first piece of running text: it ends as a sentence, is a list item, or is too wide for a title. */
function frontEnd(pieces: Piece[]): number {
  const index = pieces.findIndex((piece, at) => {
    if (isFolded(piece) || readLabels(piece.text) || isNote(piece.text) || isOrnament(piece.text))
      return false
    if (piece.kind === 'list-item' || piece.columns > LONGEST_TITLE || piece.gluedAt !== undefined)
      return true
    // A title may be a question or an exclamation.
    return endsSentence(piece.text) && !(at === 0 && /[?!？！]$/.test(piece.text))
  })
  return index < 0 ? pieces.length : index
}

/** A line that may head the text; where a label gave the title, only that title again. */
function isTitle(piece: Piece, fields: Fields): boolean {
  if (fields.title) return repeats(piece.text, fields.title)
  const short = piece.kind === 'paragraph' && piece.columns <= LONGEST_TITLE && piece.gluedAt === undefined
  return short && hasLetters(piece.text) && !/[,，、;；:：。.]$/.test(piece.text)
}

/** Puts the values of a line into the fields; true when the line says nothing that the fields do not say now. */
function lift(labels: NonNullable<ReturnType<typeof readLabels>>, fields: Fields): boolean {
  let whole = true
  for (const { name, value, date } of labels) {
    if (name === 'updated' || name === 'editor') whole = false
    else if (name === 'byline' || name === 'source') {
      fields[name] ??= value
      whole = false
    } else {
      const said = date ?? value
      fields[name] ??= said
      if (fields[name] !== said) whole = false
    }
  }
  return whole
}

/** Words that name a part of a text and therefore no author. */
const PART_NAMES =
  /\b(?:introduction|summary|abstract|overview|background|contents|foreword|preface|points?|findings|conclusions?|chapter|part|section|prologue|appendix|report|notes?|remarks|highlights)\b|^(?:前言|引言|摘要|导言|导语|目录|序言|序|提要|正文|概述|背景)$/i
const OFFICES =
  /\b(?:department|office|committee|agency|bureau|institute|university|editorial|editors?|board|ministry|commission|council|staff|correspondent|reporters?|team|press|magazine)\b/i
const HAN_OFFICES = /(?:编辑部|评论员|记者|通讯员|研究院|研究所|办公室|委员会|课题组|通讯社|杂志社|报社|党组)/

/** A person's or an office's name on a line of its own, as it stands under a title. */
function isByline(text: string): boolean {
  if (columns(text) > 80 || endsSentence(text) || headingMark(text) || PART_NAMES.test(text)) return false
  if (/^(?:by\s\p{Lu}|文[/|｜：:]|作者\s)/iu.test(text) || OFFICES.test(text) || HAN_OFFICES.test(text))
    return true
  if (/^\p{Script=Han}(?:\s?\p{Script=Han}){1,3}$/u.test(text)) return true
  const words = text.split(' ')
  const name = /^\p{Lu}[\p{L}'’.-]*,?$/u
  return (
    words.length >= 2 && words.length <= 4 && columns(text) <= 40 && words.every((word) => name.test(word))
  )
}

/** Lines such as "Editor: …" or "Source: …" after the last paragraph. */
export function readFoot(pieces: Piece[]): void {
  for (const piece of pieces.toReversed()) {
    if (isFolded(piece)) continue
    if (piece.columns > WIDEST_HEADING || !readLabels(piece.text)) return
    piece.kind = 'metadata'
  }
}
