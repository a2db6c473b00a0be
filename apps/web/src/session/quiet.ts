/** Origin of changes to a document that are no words of anybody's: not counted among what is unsaved, never warned about. */
export const QUIET = Symbol('quiet')
