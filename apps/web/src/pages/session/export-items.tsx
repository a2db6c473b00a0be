/** Taking the result away: every format the server writes, or the clipboard. */
import type { Formats } from '@lectern/model'
import { ClipboardCopy, FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { problemText } from '../../app/problem-text.ts'
import { m } from '../../messages/messages.js'
import { getLocale } from '../../messages/runtime.js'
import { useWorkspace } from '../../session/workspace.ts'
import { announce, notify } from '../../ui/announce.tsx'
import { copyText } from '../../ui/clipboard.ts'
import { MenuItem, MenuRule } from '../../ui/menu.tsx'
import styles from './header.module.css'

type Writer = Formats['writers'][number]

/** Exports speak the language of the page, and give times as clocks here show them. */
const here = () => ({ locale: getLocale(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })

/** What has a name in each language; other formats are called the same everywhere. */
const NAMES: { readonly [format: string]: () => string } = {
  minutes: m.session_export_minutes_page,
  'minutes-docx': m.session_export_minutes_word,
}
const nameOf = ({ name, label }: Writer) => NAMES[name]?.() ?? label

/** What stands in the menu "Export"; loaded when it is opened. */
export function ExportItems({ close }: { close: () => void }) {
  const { session } = useWorkspace()
  const [writers, setWriters] = useState<Writer[]>([])
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    let live = true
    api.formats().then(
      (formats) => live && setWriters(formats.writers),
      (failure: unknown) => live && setError(failure),
    )
    return () => void (live = false)
  }, [])

  const save = async (writer: Writer) => {
    close()
    announce(m.session_exporting({ format: nameOf(writer) }))
    try {
      const { blob, fileName } = await api.exportSession(session.id, writer.name, here())
      const link = document.createElement('a')
      link.href = URL.createObjectURL(blob)
      link.download = fileName
      link.click()
      // The browser has taken its own hold on the blob by the next task.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
      notify(m.session_exported({ file: fileName }))
    } catch (failure) {
      notify(problemText(failure), 'bad')
    }
  }
  const copy = async () => {
    const markdown = api.exportSession(session.id, 'markdown', here()).then(({ blob }) => blob.text())
    try {
      const done = await copyText(markdown)
      if (done) notify(m.session_markdown_copied())
      else notify(m.session_markdown_copy_failed(), 'bad')
    } catch (failure) {
      notify(problemText(failure), 'bad')
    }
    close()
  }
  return (
    <>
      <MenuItem onClick={() => void copy()}>
        <ClipboardCopy size={16} aria-hidden /> {m.session_copy_markdown()}
      </MenuItem>
      <MenuRule />
      {writers.map((writer) => (
        <MenuItem
          key={writer.name}
          detail={`.${writer.extension.replace(/^\./, '')}`}
          onClick={() => void save(writer)}
        >
          <FileDown size={16} aria-hidden /> {nameOf(writer)}
        </MenuItem>
      ))}
      {writers.length === 0 && (
        <p role="status" className={styles.menuNote}>
          {error === undefined ? m.app_loading() : problemText(error)}
        </p>
      )}
    </>
  )
}
