/** My sessions, the last changed first. */
import type { SessionSummary } from '@lectern/model'
import { Link } from 'wouter'
import { momentLabel, roleLabel } from '../../app/labels.ts'
import { m } from '../../messages/messages.js'
import styles from './home.module.css'

export function SessionList({ sessions }: { sessions: readonly SessionSummary[] }) {
  const sorted = sessions.toSorted((a, b) => b.session.updatedAt.localeCompare(a.session.updatedAt))
  return (
    <ul className={styles.sessions}>
      {sorted.map(({ session, me, members }) => (
        <li key={session.id} className={styles.session}>
          <h2>
            <Link href={`/s/${session.id}`}>{session.title}</Link>
          </h2>
          {session.theme && <p className={styles.theme}>{session.theme}</p>}
          <p className={styles.facts}>
            <span className={styles.status} data-status={session.status}>
              {session.status === 'open' ? m.app_status_open() : m.app_status_closed()}
            </span>
            <span>{roleLabel(me.role)}</span>
            <span>{m.app_texts_count({ count: session.textIds.length })}</span>
            <span>{m.app_members_count({ count: members })}</span>
            <span>
              {m.app_changed()} <time dateTime={session.updatedAt}>{momentLabel(session.updatedAt)}</time>
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
