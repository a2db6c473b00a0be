/** The policy of each kind of document. */
import type { DocumentKind } from './document.ts'
import { annotationPolicy } from './policy-annotations.ts'
import { summaryPolicy } from './policy-summary.ts'
import type { Policy } from './policy.ts'

export const POLICIES: Record<DocumentKind, Policy> = {
  annotations: annotationPolicy('annotation.write'),
  mine: annotationPolicy('mine.write'),
  summary: summaryPolicy(),
}
