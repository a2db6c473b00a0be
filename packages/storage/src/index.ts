export {
  type DocumentLog,
  type LogRow,
  type Person,
  type Storage,
  StorageConflict,
  type StoredDocument,
} from './storage.ts'
