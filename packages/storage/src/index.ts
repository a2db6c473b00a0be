/** Floor 2: what is kept, and where. Node only. */
export { backupSqlite, readSqlite, type SqliteCopy, type WholeDocument } from './sqlite-copy.ts'
export { openMemory } from './memory.ts'
export { openSqlite } from './sqlite.ts'
export {
  type DocumentLog,
  type LogRow,
  type Person,
  type Storage,
  StorageConflict,
  type StoredDocument,
} from './storage.ts'
