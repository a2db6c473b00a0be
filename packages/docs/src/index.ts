/** Floor 2: the layouts of the Yjs documents and the schema of the summary. Runs in the browser and in Node. */
export {
  ANNOTATION_ROOTS,
  annotationKey,
  deleteAnnotation,
  ownerOf,
  reactionKey,
  readAnnotations,
  replyKey,
  rootMap,
  type Writer,
} from './annotation-doc.ts'
export { citedPassages } from './citations.ts'
export { SUMMARY_ROOT } from './roots.ts'
export { summaryJson, summaryMarkdown } from './summary-doc.ts'
export {
  Citation,
  type CitationAttributes,
  isSafeLink,
  LINK_SCHEMES,
  summaryExtensions,
  summarySchema,
} from './summary-schema.ts'
