/** Bytes to characters, whatever the encoding. Knows nothing of what the text means or where it came from. */
import { Problem } from '@lectern/model'
import { detect } from 'jschardet'

/** Byte order marks (https://encoding.spec.whatwg.org/#bom-sniff). */
const MARKS: [label: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
/** Names of the detector that TextDecoder (https://encoding.spec.whatwg.org/#names-and-labels) calls otherwise. */
const LABELS: Record<string, string> = {
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  ascii: 'utf-8',
  gb2312: 'gb18030',
}
/** Bytes the detector looks at. */
const SAMPLE = 128 * 1024

/** Words, and the encoding they were in: a label of https://encoding.spec.whatwg.org/#names-and-labels */
export type Decoded = { text: string; encoding: string }

/**
 * Decodes by byte order mark, else as is said, else as UTF-8 if the bytes are that, else as what the bytes look like.
 * @param said an encoding that somebody or the file itself names; one nobody knows is not listened to
 * @throws Problem `unreadable` when no encoding gives text
 */
export function decodeText(bytes: Uint8Array, said?: string): Decoded {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0]
  const decoded = as(bytes, marked) ?? as(bytes, said) ?? decodeUtf8(bytes) ?? as(bytes, detected(bytes))
  if (decoded === undefined) {
    throw new Problem(
      'unreadable',
      'The encoding of this file is not recognised. Save it as plain text in UTF-8 and try again.',
    )
  }
  checkReadable(decoded.text)
  return decoded
}

function as(bytes: Uint8Array, label: string | undefined): Decoded | undefined {
  if (!label) return undefined
  try {
    const decoder = new TextDecoder(LABELS[label.toLowerCase()] ?? label)
    return { text: decoder.decode(bytes), encoding: decoder.encoding }
  } catch {
    return undefined
  }
}

/** Undefined when the bytes are not UTF-8. Zero bytes are no sign of text: they speak for UTF-16 or for no text at all. */
function decodeUtf8(bytes: Uint8Array): Decoded | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return undefined
  }
}

function detected(bytes: Uint8Array): string | undefined {
  // Text in UTF-16 has most zero bytes on one side of each pair; the detector needs more text than we may have.
  const wide = bytes.includes(0) ? utf16Label(bytes) : undefined
  return wide ?? detect(bytes.subarray(0, SAMPLE)).encoding?.toLowerCase()
}

function utf16Label(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2) return undefined
  const zeros = [0, 0]
  bytes.subarray(0, SAMPLE).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++
  })
  const pairs = Math.min(bytes.length, SAMPLE) / 2
  if (zeros[1]! > pairs * 0.4 && zeros[0]! < pairs * 0.05) return 'utf-16le'
  if (zeros[0]! > pairs * 0.4 && zeros[1]! < pairs * 0.05) return 'utf-16be'
  return undefined
}

/** Control characters that no text is written with; U+FFFD stands where a byte had no meaning. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const RUBBISH = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u0084\u0086-\u009f\ufffd]/g

/** @throws Problem `unreadable` when the characters are not text: a NUL, or more than 1 % control characters */
export function checkReadable(text: string): void {
  const rubbish = text.match(RUBBISH)?.length ?? 0
  if (!text.includes('\0') && rubbish <= text.length / 100) return
  throw new Problem(
    'unreadable',
    'This is not text but binary data. Choose a text file, or paste the words instead.',
  )
}
