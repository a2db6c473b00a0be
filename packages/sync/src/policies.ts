/** The policy of each kind of document. */
import { ANNOTATION_ROOTS, MINE_ROOTS } from '@lectern/docs'
import type { DocumentKind } from './document.ts'
import { annotationPolicy } from './policy-annotations.ts'
import { summaryPolicy } from './policy-summary.ts'
import type { Policy } from './policy.ts'

export const POLICIES: Record<DocumentKind, Policy> = {
  annotations: annotationPolicy('annotation.write', ANNOTATION_ROOTS, 'moderation'),
  mine: annotationPolicy('mine.write', MINE_ROOTS, 'annotations'),
  summary: summaryPolicy(),
}
