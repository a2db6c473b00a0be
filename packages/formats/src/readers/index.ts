/** Readers: bytes of a file, or words that were pasted, become a Text. */
export { editText, reviseText, textFrom } from './make-text.ts'
export { READERS, readFile, readText } from './read-text.ts'
export type { Reader, Reading, ReadOptions, SourceFile } from './reader.ts'
export { readSeeds } from './seeds.ts'
