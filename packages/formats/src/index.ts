/** Floor 3: readers (bytes → Text) and writers (Record → bytes). Node only. */
export * from './readers/index.ts'
export * from './writers/index.ts'
