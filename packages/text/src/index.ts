/** Floor 1: pure strings. Segmentation, anchors, numbers, words. Runs in the browser and in Node; knows no files, no documents, no page. */
export { describe, match } from './anchor.ts'
export { Carrier, Comparisons, pathOf, type Revised, type Standing } from './carrier.ts'
export { type Carried, type CarriedPlace, carry } from './carry.ts'
export { Comparison } from './comparison.ts'
export { compose, type Composed, type Mark, type Remarked, type StatedBlock } from './compose.ts'
export { edit, type Edits } from './edit.ts'
export { numberedDepth } from './marks.ts'
export { seam } from './script.ts'
export { withSeenHeadings } from './seen-headings.ts'
export { contains, type Hit, type Range, type Searchable, SearchIndex, snippet } from './search.ts'
export { type Answerable, applyAnswers, renumber, segment, type Segmented } from './segment.ts'
export {
  blockAt,
  blockNumbered,
  isExcluded,
  locatorAt,
  paragraphNumberAt,
  trimmed,
  united,
  visibleRuns,
} from './spans.ts'
export { boundary, countWords, readingMinutes } from './words.ts'
