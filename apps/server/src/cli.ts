/**
 * `lectern backup | restore | verify | import`: the data folder in an operator's hands. Backup and verify work while the server
 * runs; restore wants it stopped. Says what it did or why not, in sentences.
 */
import { existsSync } from 'node:fs'
import { chmod, copyFile, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { DatabaseSync } from 'node:sqlite'
import { backupSqlite, readSqlite } from '@lectern/storage'
import { checkDocument } from '@lectern/sync'
import { readConfig, StartError } from './config.ts'
import { lockDataDir, openDataDir } from './data-dir.ts'
import { importFiles } from './import-files.ts'

const USAGE = `lectern backup FILE         copies everything into FILE, also while Lectern runs
lectern restore FILE        puts a backup in the place of the data; Lectern must be stopped
                            (--yes: without asking)
lectern verify [FILE]       checks the data, or a backup, also while Lectern runs
lectern import FILE…        reads files into the library, also while Lectern runs
                            (--json: to standard output instead; --encoding=NAME, --password=WORD)
The data folder is DATA_DIR, as for the server.`

type Sound = { documents: number; rows: number; snapshots: number; wrong: string[] }

/** Everything in the file that can be wrong, in words. */
function verify(file: string): Sound {
  const copy = readSqlite(file)
  const found: Sound = { documents: 0, rows: 0, snapshots: 0, wrong: [...copy.problems] }
  try {
    for (const document of copy.documents()) {
      found.documents++
      found.rows += document.rows.length
      found.snapshots += document.snapshots.length
      found.wrong.push(...checkDocument(document).map((what) => `${document.name}: ${what}`))
    }
  } catch (error) {
    found.wrong.push((error as Error).message)
  } finally {
    copy.close()
  }
  return found
}

const counted = ({ documents, rows, snapshots }: Sound) =>
  `${documents} documents, ${rows} changes, ${snapshots} snapshots`

/** The key of cookies and invitations travels with the data: without it nobody would be who they were. */
function packSecret(file: string, secret: string): void {
  const db = new DatabaseSync(file)
  db.exec('create table backup_secret (secret text not null)')
  db.prepare('insert into backup_secret (secret) values (?)').run(secret)
  db.close()
}
/** Takes the key out again. @returns undefined when the data were backed up without (SECRET was set) */
function unpackSecret(file: string): string | undefined {
  const db = new DatabaseSync(file)
  const packed = db.prepare("select 1 from sqlite_master where name = 'backup_secret'").get()
  const row = packed && db.prepare('select secret from backup_secret').get()
  if (packed) db.exec('drop table backup_secret; vacuum')
  db.close()
  return row && String(row['secret'])
}

/**
 * Who the client ids belong to that came after the backup: people bring back what they wrote meanwhile, and nobody may bring
 * it in their place.
 */
function keepWriters(file: string, old: string): void {
  const db = new DatabaseSync(file)
  try {
    db.prepare('attach database ? as old').run(old)
    db.exec('insert into writers select * from old.writers where true on conflict do nothing')
  } catch {
    // The old file cannot be read. Then ids are bound as they come.
  } finally {
    db.close()
  }
}

/** What is renamed to its name is whole, also after a loss of power. */
async function flush(path: string): Promise<void> {
  const handle = await open(path)
  await handle.sync()
  await handle.close()
}
async function into(place: string, file: string): Promise<void> {
  await flush(file)
  await rename(file, place)
  await flush(dirname(place))
}

async function backup(data: string, dataDir: string, file: string): Promise<string> {
  if (existsSync(file)) throw new StartError(`${file} exists. Give the backup another name.`)
  if (!existsSync(data))
    throw new StartError(`There is nothing in ${dataDir} yet. Set DATA_DIR to the data folder.`)
  const part = `${file}.part`
  try {
    await writeFile(part, '', { mode: 0o600 })
    await backupSqlite(data, part)
    const secret = await readFile(join(dataDir, 'secret'), 'utf8').catch(() => undefined)
    if (secret) packSecret(part, secret)
    const sound = verify(part)
    await into(file, part)
    const said = `Everything is in ${file}: ${counted(sound)}. It holds the key of this server, so keep it where nobody else reads.`
    return sound.wrong.length === 0 ? said : `${said}\nNot all of it is sound:\n${sound.wrong.join('\n')}`
  } finally {
    await rm(part, { force: true })
  }
}

async function restore(data: string, dataDir: string, file: string, sure: boolean): Promise<string> {
  const sound = verify(file)
  if (sound.wrong.length > 0 && !sure) {
    throw new StartError(
      `${file} is not sound:\n${sound.wrong.join('\n')}\nAdd --yes to restore what is good of it.`,
    )
  }
  await openDataDir(dataDir)
  let unlock: () => void
  try {
    unlock = lockDataDir(dataDir)
  } catch {
    throw new StartError(`Lectern is running on ${dataDir}. Stop it, then restore.`)
  }
  try {
    const old = existsSync(data)
    const replaced = old ? `what is in ${dataDir} now (${was(data)})` : `nothing: ${dataDir} is empty`
    if (!sure) await confirm(`${file} (${counted(sound)}) takes the place of ${replaced}. Go on?`)
    const aside = `.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    const next = `${data}.next`
    await copyFile(file, next)
    await chmod(next, 0o600)
    const secret = unpackSecret(next)
    if (old) keepWriters(next, data)
    for (const part of ['', '-wal', '-shm']) {
      if (existsSync(data + part)) await rename(data + part, data + aside + part)
    }
    await into(data, next)
    if (secret) await replaceSecret(join(dataDir, 'secret'), secret, aside)
    return `${counted(sound)} are in ${dataDir}.${old ? ` What was there before is kept as ${data}${aside}.` : ''} Start Lectern.`
  } finally {
    unlock()
  }
}
function was(data: string): string {
  try {
    return counted(verify(data))
  } catch {
    return 'a file that cannot be read'
  }
}
async function replaceSecret(file: string, secret: string, aside: string): Promise<void> {
  if (existsSync(file)) {
    if ((await readFile(file, 'utf8')) === secret) return
    await rename(file, file + aside)
  }
  await writeFile(`${file}.next`, secret, { mode: 0o600 })
  await into(file, `${file}.next`)
}

async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new StartError(`${question} Nobody is here to answer: add --yes to say so.`)
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question(`${question} (yes/no) `)
  lines.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new StartError('Nothing was changed.')
}

/** pnpm runs this in the folder of the workspace; a name is meant from where it was typed. */
const placeOf = (path: string) => resolve(process.env['INIT_CWD'] ?? '.', path)

async function main(args: string[]): Promise<string> {
  const words = args.filter((word) => !word.startsWith('--'))
  const [command, name, ...more] = words
  const { dataDir } = readConfig(process.env)
  const data = join(dataDir, 'lectern.sqlite')
  const file = name === undefined ? undefined : placeOf(name)
  if (command === 'backup' && file) return backup(data, dataDir, file)
  if (command === 'restore' && file) return restore(data, dataDir, file, args.includes('--yes'))
  if (command === 'verify') {
    const place = file ?? data
    if (!existsSync(place)) throw new StartError(`There is no ${place}.`)
    const sound = verify(place)
    if (sound.wrong.length > 0) throw new StartError(`${place} is damaged:\n${sound.wrong.join('\n')}`)
    return `${place} is sound: ${counted(sound)}.`
  }
  if (command === 'import' && file) {
    const option = (of: string) => args.find((word) => word.startsWith(`--${of}=`))?.slice(of.length + 3)
    const [encoding, password] = [option('encoding'), option('password')]
    const files = [file, ...more.map(placeOf)]
    const json = args.includes('--json')
    return importFiles(
      dataDir,
      { files, json, ...(encoding && { encoding }), ...(password && { password }) },
      console.log,
    )
  }
  throw new StartError(USAGE)
}

try {
  const said = await main(process.argv.slice(2))
  if (said) console.log(said)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
