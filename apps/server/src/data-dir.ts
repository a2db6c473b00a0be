/** The data folder: made when missing, proven writable, and the keeper of the secret. */
import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from './config.ts'

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown reason'

/** @throws StartError when the folder cannot be made or written */
export async function openDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
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
