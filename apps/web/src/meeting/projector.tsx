/** What a room looks at: the passage in large type, the stage and its time, who speaks and who comes next. Shows, and rules nothing. */
import { type Passage, stageOf, type Text } from '@lectern/model'
import { useEffect } from 'react'
import { m } from '../messages/messages.js'
import { comingUp } from './coming.ts'
import { useFollowing, usePresider } from './following.ts'
import { partLabel, stageLabel } from './labels.ts'
import { TimeLeft } from './stage-pill.tsx'
import { useElsewhere } from '../reader/presence.ts'
import { passageLabel } from '../session/labels.ts'
import { useWorkspace } from '../session/workspace.ts'
import styles from './projector.module.css'

/** So many who wait are named. */
const MOST = 5

export function Projector() {
  const { session, members, texts } = useWorkspace()
  const passage = usePassage()
  const text = texts.find(({ id }) => id === passage?.textId)
  useEffect(() => {
    document.title = `${session.title} · ${m.meeting_projector()}`
  }, [session.title])
  const stage = stageOf(session)
  const { meeting } = session
  const floor = meeting?.stage ? meeting.floor : null
  const coming = meeting ? comingUp(meeting).slice(0, MOST) : []
  const nameOf = (personId: string) => members.find((member) => member.personId === personId)?.name ?? ''
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1>{session.title}</h1>
        {stage && meeting?.stage ? (
          <p className={styles.stage}>
            {stageLabel(stage)} <TimeLeft until={meeting.stage.until} />
          </p>
        ) : (
          <p className={styles.quiet}>{meeting ? m.meeting_over() : m.meeting_not_begun()}</p>
        )}
      </header>
      <main className={styles.main} aria-live="off">
        {passage && text ? (
          <>
            <p className={styles.quiet}>{passageLabel(texts, passage)}</p>
            <Words text={text} passage={passage} />
          </>
        ) : (
          <p className={styles.quiet}>{m.meeting_projector_empty()}</p>
        )}
      </main>
      <footer className={styles.foot}>
        {floor && (
          <p>
            <b>{nameOf(floor.personId)}</b> <span className={styles.quiet}>{partLabel(floor.part)}</span>{' '}
            {floor.until !== undefined && <TimeLeft until={floor.until} />}
          </p>
        )}
        {coming.length > 0 && (
          <p className={styles.quiet}>
            {m.meeting_then()} {coming.map(nameOf).join(', ')}
          </p>
        )}
      </footer>
    </div>
  )
}

/** What everybody was pointed at last, or the speaker is on; else where the presider reads. */
function usePassage(): Passage | undefined {
  const { session, texts, me, members } = useWorkspace()
  const presider = usePresider()
  const elsewhere = useElsewhere('also mine')
  const followed = useFollowing(({ personId }) => personId)
  const { look, floor } = session.meeting ?? {}
  if (floor?.passage && floor.since >= (look?.at ?? 0)) return floor.passage
  if (look) return look.passage
  // The presider may well have opened this view themselves.
  const host = presider ?? members.find(({ personId, role }) => personId === me.personId && role === 'host')
  const place = elsewhere.find(({ personId }) => personId === (followed ?? host?.personId))
  const text = texts.find(({ id }) => id === (place?.textId ?? texts[0]?.id))
  const block = text?.blocks.findLast(({ start }) => start <= (place?.start ?? 0)) ?? text?.blocks[0]
  return text && block && { textId: text.id, start: block.start, end: block.end }
}

/** The blocks the passage stands in, whole, with the passage marked in them. */
function Words({ text, passage }: { text: Text; passage: Passage }) {
  const blocks = text.blocks.filter(({ start, end }) => end > passage.start && start < passage.end)
  return blocks.map(({ start, end }) => {
    const [from, to] = [Math.max(start, passage.start), Math.min(end, passage.end)]
    const whole = from === start && to === end
    return (
      <p key={start} lang={text.language} dir="auto" className={styles.words}>
        {text.canonical.slice(start, from)}
        {whole ? text.canonical.slice(from, to) : <mark>{text.canonical.slice(from, to)}</mark>}
        {text.canonical.slice(to, end)}
      </p>
    )
  })
}
