/** The data folder: made when missing, proven writable, and the keeper of the secret. */
import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from './config.ts'

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown reason'

/** Like `mkdir -p`. Node's own never returns under a folder where nothing can be made, e.g. /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path, { mode: 0o700 })
  }
}

/** @throws StartError when the folder cannot be made or written */
export async function openDataDir(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir)
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartError(
      `The data folder ${dataDir} cannot be written (${codeOf(error)}). Make it writable, or set DATA_DIR to a folder that is.`,
    )
  }
}

/**
 * The secret kept in the folder, made when there is none: 256 random bits, readable by the owner only.
 * @throws StartError when the file cannot be read, made, or is not what was written there
 */
export async function keptSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret')
  const made = randomBytes(32).toString('base64url')
  try {
    await writeFile(file, made, { mode: 0o600, flag: 'wx', flush: true })
    return made
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new StartError(
        `The data folder ${dataDir} cannot be written (${codeOf(error)}). Make it writable, or set DATA_DIR to a folder that is.`,
      )
    }
  }
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (kept.length < 32) {
    throw new StartError(
      `The secret in ${file} cannot be read or is damaged. Restore it from a backup, or delete it: then everyone has to join again by a new link.`,
    )
  }
  return kept
}

/**
 * Keeps a second server out of the folder: two would write one log without knowing of each other. The lock is SQLite's own, on
 * a file of its own, so the system lets go of it however this process ends.
 * @returns what lets go of it
 * @throws StartError when another server holds it
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'lock'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new StartError(
      `Another Lectern is running on the data folder ${dataDir}. Stop it, or set DATA_DIR to another folder and PORT to another number.`,
    )
  }
  return () => lock.close()
}
