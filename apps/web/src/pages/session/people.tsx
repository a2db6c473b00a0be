/** Everybody in the session; for the host also what they may do, and whether the session is open. */
import { type Member, Role } from '@lectern/model'
import { LocateFixed, Mic, MicOff, UserX } from 'lucide-react'
import { useState } from 'react'
import { roleLabel } from '../../app/labels.ts'
import { problemText } from '../../app/problem-text.ts'
import { offerUndo } from '../../comments/undo.ts'
import { m } from '../../messages/messages.js'
import { usePlace } from '../../reader/place.ts'
import { type Elsewhere, useElsewhere } from '../../reader/presence.ts'
import { useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'
import { notify } from '../../ui/announce.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import styles from './people.module.css'

/** So much of a paragraph is shown for a moment when nothing in it is selected, characters. */
const GLANCE = 80

export function People() {
  const elsewhere = useElsewhere()
  const { members, online, me, may } = useWorkspace()
  const present = members.filter(({ removed }) => !removed)
  const here = present.filter(({ personId }) => online.includes(personId) || personId === me.personId)
  const absent = present.filter((member) => !here.includes(member))
  const removed = members.filter((member) => member.removed)
  return (
    <div className={styles.people}>
      <Group title={m.session_present()} members={here} here elsewhere={elsewhere} />
      <Group title={m.session_absent()} members={absent} />
      <Group title={m.session_removed_members()} members={removed} />
      {present.length === 1 && may('session.invite') && (
        <p className={styles.empty}>{m.session_people_empty()}</p>
      )}
      {may('session.close') && <OpenOrClosed />}
    </div>
  )
}

type GroupProps = { title: string; members: Member[]; here?: boolean; elsewhere?: readonly Elsewhere[] }

function Group({ title, members, here = false, elsewhere = [] }: GroupProps) {
  if (members.length === 0) return null
  return (
    <section>
      <h3 className={styles.heading}>
        {title} <span>{members.length}</span>
      </h3>
      <ul>
        {members.map((member) => (
          <Person
            key={member.personId}
            member={member}
            here={here}
            place={elsewhere.find(({ personId }) => personId === member.personId)}
          />
        ))}
      </ul>
    </section>
  )
}

type PersonProps = { member: Member; here: boolean; place: Elsewhere | undefined }

function Person({ member, here, place }: PersonProps) {
  const { me, may, command } = useWorkspace()
  const [removing, setRemoving] = useState(false)
  const [muting, setMuting] = useState(false)
  const { personId, name } = member
  const mine = personId === me.personId
  const rule = !mine && !member.removed
  const give = async (role: string) => {
    try {
      await command({ type: 'member.role', personId, role })
      notify(m.session_role_changed_to({ name, role: roleLabel(role as Role) }))
    } catch (failure) {
      notify(problemText(failure), 'bad')
    }
  }
  const mute = async (muted: boolean): Promise<string | undefined> => {
    try {
      await command({ type: 'member.mute', personId, muted })
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  /** Says it, with the way back. */
  const muteAndSay = async (muted: boolean): Promise<string | undefined> => {
    const failure = await mute(muted)
    if (failure) return failure
    const words = muted ? m.session_mute_done({ name }) : m.session_unmute_done({ name })
    offerUndo(words, () => void mute(!muted).then((wrong) => wrong && notify(wrong, 'bad')))
    return undefined
  }
  const remove = async () => {
    try {
      await command({ type: 'member.remove', personId })
      notify(m.session_removed_done({ name }))
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  return (
    <li className={styles.person} data-here={here || undefined}>
      <Avatar {...member} size={30} />
      <span className={styles.name}>
        {name}
        {mine && <span className={styles.you}> ({m.session_you()})</span>}
        {member.muted && (
          <span className={styles.muted}>
            <MicOff size={13} aria-hidden /> {m.session_muted()}
          </span>
        )}
      </span>
      {place && (
        <IconButton label={m.session_go_to_name({ name })} onClick={() => goTo(place)}>
          <LocateFixed size={16} aria-hidden />
        </IconButton>
      )}
      {rule && may('member.role') ? (
        <select
          aria-label={m.session_role_of({ name })}
          className={styles.role}
          value={member.role}
          onChange={(event) => void give(event.target.value)}
        >
          {Role.options.map((role) => (
            <option key={role} value={role}>
              {roleLabel(role)}
            </option>
          ))}
        </select>
      ) : (
        <span className={styles.fixedRole}>{roleLabel(member.role)}</span>
      )}
      {rule && may('member.mute') && (member.muted || member.role !== 'host') && (
        <IconButton
          label={member.muted ? m.session_unmute_name({ name }) : m.session_mute_name({ name })}
          onClick={() => {
            if (member.muted) void muteAndSay(false).then((wrong) => wrong && notify(wrong, 'bad'))
            else setMuting(true)
          }}
        >
          {member.muted ? <Mic size={16} aria-hidden /> : <MicOff size={16} aria-hidden />}
        </IconButton>
      )}
      {rule && may('member.remove') && (
        <IconButton
          className={styles.remove}
          label={m.session_remove_name({ name })}
          onClick={() => setRemoving(true)}
        >
          <UserX size={16} aria-hidden />
        </IconButton>
      )}
      {muting && (
        <Confirm
          title={m.session_mute_title({ name })}
          text={m.session_mute_text({ name })}
          action={m.session_mute()}
          onConfirm={() => muteAndSay(true)}
          onClose={() => setMuting(false)}
        />
      )}
      {removing && (
        <Confirm
          danger
          title={m.session_remove_title({ name })}
          text={m.session_remove_text({ name })}
          action={m.session_remove()}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}

/** To what somebody has selected, else to the paragraph they read; the focus goes along. */
function goTo({ textId, start, selecting }: Elsewhere): void {
  const from = selecting?.start ?? start
  useView.getState().showPassage({ textId, start: from, end: selecting?.end ?? from + GLANCE })
  usePlace.getState().focusOn(textId, from)
}

function OpenOrClosed() {
  const { session, command } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const open = session.status === 'open'
  const change = async () => {
    try {
      await command({ type: open ? 'session.close' : 'session.reopen' })
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  return (
    <div className={styles.rule}>
      <Button look={open ? 'danger' : 'primary'} onClick={() => setAsking(true)}>
        {open ? m.session_close() : m.session_reopen()}
      </Button>
      {asking && (
        <Confirm
          danger={open}
          title={open ? m.session_close_title() : m.session_reopen_title()}
          text={open ? m.session_close_text() : m.session_reopen_text()}
          action={open ? m.session_close() : m.session_reopen()}
          onConfirm={change}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
