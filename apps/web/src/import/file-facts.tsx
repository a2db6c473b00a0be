/** How a file was read, and another way where there is one: its encoding, the chapters of a book. */
import type { FileReading } from '@lectern/model'
import { useState } from 'react'
import { m } from '../messages/messages.js'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import styles from './import.module.css'

export type Reread = (how: { encoding?: string; parts?: string }) => void

/** https://encoding.spec.whatwg.org/#names-and-labels */
const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'iso-8859-2',
  'koi8-r',
]

export function FileFacts({ reading, reread }: { reading: FileReading; reread: Reread }) {
  const { encoding, parts, remarks } = reading
  return (
    <>
      {encoding && (
        <SelectField
          label={m.import_encoding()}
          hint={m.import_encoding_hint()}
          value={encoding}
          onChange={({ target }) => reread({ encoding: target.value })}
        >
          {[...new Set([encoding, ...ENCODINGS])].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </SelectField>
      )}
      {parts && parts.length > 1 && <Chapters parts={parts} reread={reread} />}
      {remarks?.map((remark) => (
        <p key={remark} className={styles.known}>
          {remark}
        </p>
      ))}
    </>
  )
}

function Chapters({ parts, reread }: { parts: NonNullable<FileReading['parts']>; reread: Reread }) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(parts.keys()))
  return (
    <details className={styles.chapters}>
      <summary>{m.import_chapters({ count: parts.length })}</summary>
      <ul>
        {parts.map(({ title, words }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a book's chapters have their places and nothing else
          <li key={index}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(index)}
                onChange={({ target }) => {
                  const next = new Set(chosen)
                  if (target.checked) next.add(index)
                  else next.delete(index)
                  setChosen(next)
                }}
              />
              <span>{title || m.import_chapter({ number: index + 1 })}</span>{' '}
              <small>{m.import_words({ count: words })}</small>
            </label>
          </li>
        ))}
      </ul>
      <Button
        disabled={chosen.size === 0}
        onClick={() => reread({ parts: [...chosen].sort((a, b) => a - b).join(',') })}
      >
        {m.import_read_chapters()}
      </Button>
    </details>
  )
}
