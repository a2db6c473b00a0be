/** What changes in the meeting while one reads: said once, as it is now; what is over is not told again. */
import { isGated, stageOf } from '@lectern/model'
import { Lock, LocateFixed } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { Key } from '../keys/key.ts'
import { m } from '../messages/messages.js'
import { passageLabel } from '../session/labels.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce, notify, show } from '../ui/announce.tsx'
import { Button } from '../ui/button.tsx'
import { follow, useFollow, useFollowing, usePresider } from './following.ts'
import { GroupBar } from './group-bar.tsx'
import { partLabel, stageLabel, turnSentence } from './labels.ts'
import styles from './meeting.module.css'
import { serverNow, useSecondsUntil } from './server-clock.ts'
import { sound, useHearing } from './sounds.ts'

/** Who comes back later than this is not pointed there any more, ms. */
const FRESH = 30_000

export function MeetingNews() {
  const { session } = useWorkspace()
  useFollow()
  useNews()
  return (
    <>
      <FollowBar />
      <GroupBar />
      {isGated(session) && (
        <p className={styles.bar}>
          <Lock size={14} aria-hidden /> {m.meeting_gated_banner()}
        </p>
      )}
      {session.meeting?.stage && <TimeOver until={session.meeting.stage.until} />}
    </>
  )
}

function useNews(): void {
  const { session, me, members, texts } = useWorkspace()
  const { meeting } = session
  const stage = stageOf(session)
  const floor = meeting?.floor
  const look = meeting?.look
  const revealed = meeting?.stage?.revealed
  const mine = session.groups?.find(({ members: all }) => all.includes(me.personId))?.sessionId
  const [, navigate] = useLocation()
  const hands = meeting?.hands.length ?? 0
  const now = {
    stage: meeting?.stage?.since,
    floor: floor?.since,
    look: look?.at,
    hands,
    revealed,
    group: mine,
  }
  const known = useRef(now)
  /** Takes the last sentence about the stage back: only where it stands now is of interest. */
  const last = useRef(() => {})
  useEffect(() => {
    const before = known.current
    // Muted, it is still shown.
    const { announcements } = useHearing.getState()
    const tell = announcements ? notify : show
    const say = announcements ? announce : () => {}
    known.current = now
    if (meeting?.stage?.since !== before.stage) {
      last.current()
      last.current = tell(stage ? m.meeting_now({ stage: stageLabel(stage) }) : m.meeting_over())
    } else if (revealed && !before.revealed) tell(m.meeting_revealed())
    if (floor && floor.since !== before.floor) {
      if (floor.personId === me.personId) {
        tell(turnSentence(floor.part))
        sound('turn')
      } else {
        const name = members.find(({ personId }) => personId === floor.personId)?.name
        if (name !== undefined) say(m.meeting_has_floor({ name, part: partLabel(floor.part) }))
      }
    }
    if (mine !== before.group && mine !== undefined) {
      tell(m.meeting_groups_yours(), 'plain', {
        label: m.meeting_go_there(),
        run: () => navigate(`/s/${mine}`),
      })
    }
    if (hands > before.hands && me.role === 'host') say(m.meeting_hands_up({ count: hands }))
    if (look && look.at !== before.look && look.by !== me.personId && serverNow() - look.at < FRESH) {
      const name = members.find(({ personId }) => personId === look.by)?.name ?? ''
      tell(m.meeting_look({ name, place: passageLabel(texts, look.passage) ?? '' }), 'plain', {
        label: m.meeting_go_there(),
        run: () => useView.getState().showPassage(look.passage),
      })
    }
  })
}

/** One who is followed, and the way to follow and to leave. */
function FollowBar() {
  const { members } = useWorkspace()
  const personId = useFollowing((following) => following.personId)
  const presider = usePresider()
  const followed = members.find((member) => member.personId === personId)
  const toggle = () => follow(followed ? null : (presider ?? null))
  return (
    <>
      <Key command="page.follow" run={toggle} />
      {followed && (
        <p className={styles.bar}>
          <LocateFixed size={14} aria-hidden /> {m.meeting_following({ name: followed.name })}{' '}
          <Button look="quiet" onClick={() => follow(null)}>
            {m.meeting_follow_stop()}
          </Button>
        </p>
      )}
    </>
  )
}

/** Says once that the time of a stage is over, when it runs out before one's eyes. */
function TimeOver({ until }: { until: number }): null {
  const seconds = useSecondsUntil(until)
  const before = useRef(seconds)
  const { me } = useWorkspace()
  useEffect(() => {
    const was = before.current
    before.current = seconds
    if (was <= 0 || seconds > 0 || was - seconds > FRESH / 1000) return
    if (useHearing.getState().announcements) announce(m.meeting_time_over())
    if (me.role === 'host') sound('over')
  }, [seconds, me.role])
  return null
}
