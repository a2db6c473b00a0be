/** The library: every text one can read together, what is known about it, and a way to add another. */
import type { TextSummary } from '@lectern/model'
import { useState } from 'react'
import { Link } from 'wouter'
import { textFacts } from '../../app/labels.ts'
import { Page } from '../../app/page.tsx'
import { problemText } from '../../app/problem-text.ts'
import { useTexts } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { AddText } from './add-text.tsx'
import styles from './library.module.css'

export function LibraryPage() {
  const texts = useTexts()
  const [added, setAdded] = useState<string[]>([])
  return (
    <Page
      title={m.app_nav_library()}
      intro={m.app_library_intro()}
      actions={
        <ButtonLink look="primary" href="/new">
          {m.app_new_session()}
        </ButtonLink>
      }
    >
      <AddText onAdded={(text) => setAdded((before) => [...before, text.id])} />
      {texts.isPending && <p className={styles.quietText}>{m.app_loading()}</p>}
      {texts.isError && (
        <p role="alert" className={styles.error}>
          {problemText(texts.error)}{' '}
          <Button look="quiet" onClick={() => void texts.refetch()}>
            {m.app_try_again()}
          </Button>
        </p>
      )}
      {texts.data?.length === 0 && <p className={styles.empty}>{m.app_library_empty()}</p>}
      <ul className={styles.rows}>
        {texts.data?.map((text) => (
          <Row key={text.id} text={text} fresh={added.includes(text.id)} />
        ))}
      </ul>
    </Page>
  )
}

function Row({ text, fresh }: { text: TextSummary; fresh: boolean }) {
  const badge = text.revisionOf
    ? m.app_corrected()
    : text.suggestions + text.excluded > 0
      ? m.app_suggestions_count({ count: text.suggestions + text.excluded })
      : undefined
  return (
    <li className={styles.row} data-fresh={fresh || undefined}>
      <h2 className={styles.rowTitle} lang={text.language}>
        <Link href={`/texts/${text.id}`}>{text.title}</Link>
      </h2>
      <p className={styles.facts}>{textFacts(text)}</p>
      {text.attribution && <p className={styles.attribution}>{text.attribution}</p>}
      {badge && <span className={styles.badge}>{badge}</span>}
    </li>
  )
}
