/** Floor 2: what is kept, and where. Node only. */
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
