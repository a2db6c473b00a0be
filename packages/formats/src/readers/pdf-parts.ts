/**
 * The lines of a page whose words say to which part of the text they belong (pdf-tags.ts): part by part as one reads them, where
 * pdf-lines.ts has to see the order in their places.
 */
import { type Line, linesOf, type Piece } from './pdf-lines.ts'

/** The lines of a page whose words say to which part they belong, part by part; what is in none stands where it is on the page. */
export function linesOfParts(drawn: readonly Piece[]): Line[] {
  const pieces = withLeaders(drawn)
  const column = {
    left: Math.min(...pieces.map(({ x }) => x)),
    right: Math.max(...pieces.map(({ x, width }) => x + width)),
  }
  const lines = [
    ...Map.groupBy(withLooseOnes(pieces.filter(({ place }) => place)), ({ place }) => place!.part),
  ]
    .sort(([one], [other]) => one.order - other.order)
    .flatMap(([part, own]) => {
      if (part.kind === 'table-row') return [{ ...rowOf(own), part, column }]
      const within = runsOf(own).flatMap((run) => linesOf(run).map((line): Line => ({ ...line, part })))
      // One line shows nothing of how wide it could have been.
      return within.length > 1 ? within : within.map((line) => ({ ...line, column }))
    })
  for (const line of linesOf(pieces.filter(({ place }) => !place))) {
    const at = lines.findIndex(({ y }) => y > line.y)
    lines.splice(at < 0 ? lines.length : at, 0, { ...line, column })
  }
  return lines
}

/** Leaders are said to be of the page, but they are what tells an entry in a list of contents. */
function withLeaders(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    const isLeader =
      piece.artifact &&
      last?.place &&
      /^[.\s·․…]{4,}$/.test(piece.words) &&
      Math.abs(piece.y - last.y) < 0.5 * piece.size
    found.push(isLeader ? { ...piece, artifact: false, place: last.place! } : piece)
  }
  return found
}

/** Words of one part, cut where they go on further up, in the next column. They come in the order in which they are drawn. */
function runsOf(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = []
  let lowest = -Infinity
  for (const piece of pieces) {
    if (piece.y < lowest - 1.5 * piece.size || runs.length === 0) runs.push([])
    lowest = runs.at(-1)!.length === 0 ? piece.y : Math.max(lowest, piece.y)
    runs.at(-1)!.push(piece)
  }
  return runs
}

/** Words in no paragraph of their own are one part with those before them on the same line. */
function withLooseOnes(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    const place = piece.place!.isLoose && last?.place?.isLoose ? last.place : undefined
    const isBeside = place && Math.abs(piece.y - last!.y) < 0.5 * piece.size
    found.push(isBeside ? { ...piece, place } : piece)
  }
  return found
}

/** Cells may have several lines each. */
function rowOf(pieces: readonly Piece[]): Line {
  const cells = [...Map.groupBy(pieces, ({ place }) => place!.cell)]
    .sort(([one], [other]) => one - other)
    .map(([, own]) => linesOf(own))
  const lines = cells.flat()
  return {
    ...lines[0]!,
    cells: cells.map((own) => own.map(({ words }) => words).join(' ')),
    words: lines.map(({ words }) => words).join(' '),
    starts: cells.map((own) => Math.min(...own.map(({ left }) => left))),
    ends: cells.map((own) => Math.max(...own.map(({ right }) => right))),
    left: Math.min(...lines.map(({ left }) => left)),
    right: Math.max(...lines.map(({ right }) => right)),
  }
}
