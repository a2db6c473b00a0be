/** Both backends keep the same promises. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storageContract } from './contract.ts'
import { openMemory, openSqlite } from './index.ts'

storageContract('memory', () => ({ open: async () => openMemory() }))

storageContract('SQLite', () => {
  let folder: string | undefined
  return {
    async open() {
      folder ??= await mkdtemp(join(tmpdir(), 'lectern-storage-'))
      return openSqlite(join(folder, 'lectern.db'))
    },
    async clean() {
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
})
