/** One text: what is known about it, its words, its outline, and what its reader suggests to fold away or to split. */
import type { Text } from '@lectern/model'
import { useEffect } from 'react'
import { ErrorPage } from '../../app/error-page.tsx'
import { isChinese, loadChineseFonts } from '../../app/fonts.ts'
import { dateLabel, textFacts } from '../../app/labels.ts'
import { Page } from '../../app/page.tsx'
import { useText } from '../../app/queries.ts'
import { Waiting } from '../../app/waiting.tsx'
import { m } from '../../messages/messages.js'
import { ButtonLink } from '../../ui/button.tsx'
import { useAnswers } from './answers.ts'
import { Suggestions } from './suggestions.tsx'
import { blockIdAt, TextBody } from './text-body.tsx'
import styles from './text-page.module.css'

export function TextPage({ id }: { id: string }) {
  const text = useText(id)
  if (text.isPending) return <Waiting />
  if (text.isError) return <ErrorPage error={text.error} again={() => void text.refetch()} />
  return <Shown text={text.data} />
}

function Shown({ text }: { text: Text }) {
  const answers = useAnswers(text)
  useEffect(() => {
    if (isChinese(text.language)) loadChineseFonts()
  }, [text.language])
  return (
    <Page title={text.title} intro={<Facts text={text} />}>
      <div className={styles.columns}>
        <TextBody text={text} answers={answers} />
        <aside className={styles.aside} aria-label={m.app_about_text()}>
          <Suggestions text={text} answers={answers} />
          {text.outline.length > 0 && (
            <nav aria-label={m.app_outline()}>
              <h2 className={styles.asideTitle}>{m.app_outline()}</h2>
              <ol className={styles.outline}>
                {text.outline.map((entry) => (
                  <li key={entry.start} data-level={Math.min(entry.level, 3)}>
                    <a href={`#${blockIdAt(text, entry.start)}`}>
                      {entry.from === 'opening' && !entry.title ? m.app_outline_opening() : entry.title}
                    </a>
                  </li>
                ))}
              </ol>
            </nav>
          )}
        </aside>
      </div>
    </Page>
  )
}

function Facts({ text }: { text: Text }) {
  const notes = [
    text.description,
    text.attribution,
    text.titleNote && m.app_note_title({ note: text.titleNote }),
    text.dateNote && m.app_note_date({ note: text.dateNote }),
    text.eventDate && text.eventDate !== text.date && m.app_event_date({ date: dateLabel(text.eventDate) }),
    text.published && m.app_published({ date: dateLabel(text.published) }),
    text.originalLanguage && m.app_original_language({ language: text.originalLanguage }),
    text.revisionOf && m.app_corrected_hint(),
  ].filter(Boolean)
  return (
    <>
      <p>{textFacts(text)}</p>
      {notes.length > 0 && (
        <details className={styles.facts}>
          <summary>{m.app_about_text()}</summary>
          <ul>
            {notes.map((note) => (
              <li key={String(note)}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <div className={styles.start}>
        <ButtonLink look="primary" href={`/new?text=${text.id}`}>
          {m.app_start_session_on_text()}
        </ButtonLink>
      </div>
    </>
  )
}
