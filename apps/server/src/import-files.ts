/**
 * `lectern import`: files into the library of a data folder, also while the server runs, or to standard output as JSON. Each is read as an
 * upload is, in a process apart.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { LIMITS, Problem } from '@lectern/model'
import { openSqlite } from '@lectern/storage'
import { StartError } from './config.ts'
import { openDataDir } from './data-dir.ts'
import { readApart } from './reading/apart.ts'

export type Wanted = { files: readonly string[]; json: boolean; encoding?: string; password?: string }

async function readOne(path: string, { encoding, password }: Wanted) {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  )
  if (size === undefined) throw new StartError('there is no such file')
  if (size > LIMITS.uploadBytes)
    throw new StartError(`a file may have ${LIMITS.uploadBytes / 1024 / 1024} MB, this one has more`)
  const file = { bytes: new Uint8Array(await readFile(path)), fileName: basename(path) }
  return readApart({ file, options: { encoding, password } })
}

/**
 * @param print takes one line
 * @returns a sentence on what was done
 * @throws StartError when any of the files was not read; the others are in the library all the same
 */
export async function importFiles(
  dataDir: string,
  wanted: Wanted,
  print: (line: string) => void,
): Promise<string> {
  const failed: string[] = []
  const read = []
  for (const path of wanted.files) {
    try {
      read.push(await readOne(path, wanted))
    } catch (error) {
      if (!(error instanceof Problem || error instanceof StartError)) throw error
      failed.push(`${path}: ${error.message}`)
    }
  }
  if (wanted.json)
    print(
      JSON.stringify(
        read.map(({ text }) => text),
        null,
        2,
      ),
    )
  else if (read.length > 0) {
    await openDataDir(dataDir)
    const storage = await openSqlite(join(dataDir, 'lectern.sqlite'))
    try {
      for (const { text } of read) {
        const known = await storage.getText(text.id)
        if (!known) await storage.putText(text)
        print(`${text.id}  ${text.title}${known ? ' (was there already)' : ''}`)
      }
    } finally {
      await storage.close()
    }
  }
  if (failed.length > 0) throw new StartError(`Not read:\n${failed.join('\n')}`)
  return wanted.json ? '' : `${read.length} in ${dataDir}.`
}
