/**
 * Opens an archive as a map in memory, within limits that are looked at before and while anything is unpacked: entries, size, ratio.
 * Nothing is ever written to disk, and a name is only ever looked up. Knows no format that lives in archives.
 */
import { Problem } from '@lectern/model'
import { Unzip, UnzipInflate } from 'fflate'
import { DOMParser } from 'linkedom'

/** What an archive may hold. Office documents and books have some hundred entries and a ratio of 10 to 30. */
const ARCHIVE = { entries: 2_000, bytes: 200 * 1024 * 1024, ratio: 100 }
/** Below this even a ratio of thousands is harmless: an empty style sheet. Bytes. */
const SMALL = 1024 * 1024
/** Bytes that are unpacked at one go. */
const PIECE = 16 * 1024

export type Archive = ReadonlyMap<string, Uint8Array>

/**
 * @param wanted which entries are unpacked; the rest, pictures say, is passed over
 * @throws Problem `unreadable` when it is cut off or no archive, `locked` when it is encrypted, `too-large` over a limit
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Archive {
  checkEncryption(bytes)
  const found = new Map<string, Uint8Array>()
  let [entries, total] = [0, 0]
  let failure: unknown
  const unzip = new Unzip((file) => {
    if (++entries > ARCHIVE.entries) throw over('more than 2 000 files', ARCHIVE.entries)
    if (file.name.endsWith('/') || !wanted(file.name)) return
    const parts: Uint8Array[] = []
    let size = 0
    file.ondata = (error, part, last) => {
      if (error) {
        failure ??= error
        return
      }
      size += part.length
      total += part.length
      if (total > ARCHIVE.bytes) throw over('more than 200 MB when it is unpacked', ARCHIVE.bytes)
      if (size > SMALL && size > ARCHIVE.ratio * bytes.length)
        throw over('far more in it than its size can hold', ARCHIVE.ratio)
      parts.push(part)
      // The first of two of one name, as others read it; a second could only hide something.
      if (last && !found.has(file.name)) found.set(file.name, new Uint8Array(Buffer.concat(parts)))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    // In pieces, so that a limit ends it before the rest is unpacked.
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
      if (failure) break
    }
  } catch (error) {
    failure ??= error
  }
  // What is thrown while a piece is unpacked comes back as the error of its entry.
  if (failure instanceof Problem) throw failure
  if (failure || found.size === 0) {
    throw new Problem(
      'unreadable',
      'The file is cut off or damaged. Open it in the program it comes from and save it again.',
    )
  }
  return found
}

const over = (what: string, limit: number) =>
  new Problem('too-large', `The file has ${what}. It is broken, or made to do harm.`, { limit })

/** Bit 0 of the flags of the first entry (APPNOTE 4.4.4). */
function checkEncryption(bytes: Uint8Array): void {
  if (bytes.length > 8 && (bytes[6]! & 1) === 1)
    throw new Problem('locked', 'The file is locked with a password. Save it without one and try again.')
}

/** An entry as words. @throws Problem `unreadable` when it is not there */
export function entryOf(archive: Archive, name: string): string {
  const bytes = archive.get(name)
  if (!bytes) throw new Problem('unreadable', `The file lacks a part it must have (${name}). Save it again.`)
  const text = new TextDecoder(bytes[0] === 0xff || bytes[0] === 0xfe ? 'utf-16' : 'utf-8').decode(bytes)
  // Entities of one's own are how a few lines become gigabytes (https://cwe.mitre.org/data/definitions/776.html).
  if (/<!ENTITY/i.test(text))
    throw new Problem(
      'unreadable',
      'The file defines entities of its own, which no document needs. It is not opened.',
    )
  return text
}

/** An entry as a tree. @throws Problem `unreadable` */
export const xmlOf = (archive: Archive, name: string): Document =>
  new DOMParser().parseFromString(entryOf(archive, name), 'text/xml') as unknown as Document
