/** Names of documents. */

export type DocumentKind = 'annotations' | 'summary' | 'mine'

/** `personId` belongs to `mine` only: the person whose document it is. */
export type DocumentRef = { sessionId: string; kind: DocumentKind; personId?: string }

/** The name under which a document is stored. Ids hold no "/". */
export const documentName = ({ sessionId, kind, personId }: DocumentRef): string =>
  kind === 'mine' ? `${sessionId}/mine/${personId}` : `${sessionId}/${kind}`

/** @returns undefined when no document has this name */
export const documentKind = (name: string): DocumentKind | undefined =>
  /^[\w-]+\/(annotations|summary|mine(?=\/))(\/[\w-]+)?$/.exec(name)?.[1] as DocumentKind | undefined
