/** Floor 2: the layouts of the Yjs documents and the schema of the summary. Runs in the browser and in Node. */
export {
  ANNOTATION_ROOTS,
  annotationKey,
  deleteAnnotation,
  MINE_ROOTS,
  ownerOf,
  parsedEntry,
  reactionKey,
  readAnnotations,
  replyKey,
  rootMap,
  type Writer,
} from './annotation-doc.ts'
export { AnnotationList } from './annotation-list.ts'
export { type CitationAttributes, citationAttributes } from './citation-attributes.ts'
export { citationsOf, citedPassages } from './citations.ts'
export { contentHash, seenSummary } from './content-hash.ts'
export { escapeMarkdown } from './markdown-escape.ts'
export { SUMMARY_ROOT } from './roots.ts'
export { fileLink, isSafeLink, LINK_SCHEMES } from './safe-link.ts'
export { summaryBlocks, summaryJson } from './summary-doc.ts'
export { summaryMarkdown, type SummaryMarkdownOptions } from './summary-markdown.ts'
export { Citation, summaryExtensions, summarySchema } from './summary-schema.ts'
