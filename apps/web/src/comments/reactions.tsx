/** Short answers to a note: who gave which, and one's own to give and take back. */
import { type Annotation, ME_TOO, REACTIONS } from '@lectern/model'
import { Brain, CircleAlert, Eye, Heart, Lightbulb, type LucideIcon, SmilePlus, ThumbsUp } from 'lucide-react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { MenuButton } from '../ui/menu.tsx'
import { isQuestion, useKinds } from './kinds.ts'
import { useWriter } from './notes.ts'
import { usePeople } from './people.ts'
import styles from './reactions.module.css'

/** As pictures of our own: not every system has signs for these, and a name is what is read aloud. */
const LOOKS: { [reaction in (typeof REACTIONS)[number]]: { name: () => string; icon: LucideIcon } } = {
  '👍': { name: m.comments_reaction_agree, icon: ThumbsUp },
  '💡': { name: m.comments_reaction_idea, icon: Lightbulb },
  '❤️': { name: m.comments_reaction_thanks, icon: Heart },
  '🤔': { name: m.comments_reaction_think, icon: Brain },
  '❗': { name: m.comments_reaction_important, icon: CircleAlert },
  '👀': { name: m.comments_reaction_check, icon: Eye },
}
/** One that another program gave is shown as it is. */
const lookOf = (emoji: string) => REACTIONS.find((one) => one === emoji)

function Sign({ emoji }: { emoji: string }) {
  const known = lookOf(emoji)
  if (!known) return <span aria-hidden>{emoji}</span>
  const { icon: Icon } = LOOKS[known]
  return <Icon size={14} aria-hidden />
}
const nameOf = (emoji: string): string => {
  const known = lookOf(emoji)
  return known ? LOOKS[known].name() : emoji
}

const PALETTE: readonly string[] = [ME_TOO, ...REACTIONS]
const rank = (emoji: string) => (PALETTE.includes(emoji) ? PALETTE.indexOf(emoji) : PALETTE.length)

export type Given = { emoji: string; people: string[] }
/** What was given, in the order of the palette; what is not in it, last. */
export function reactionsOf(note: Annotation): Given[] {
  const found = new Map<string, string[]>()
  for (const { emoji, personId } of note.reactions) {
    const people = found.get(emoji)
    if (people) people.push(personId)
    else found.set(emoji, [personId])
  }
  return [...found]
    .map(([emoji, people]) => ({ emoji, people }))
    .sort((a, b) => rank(a.emoji) - rank(b.emoji) || (a.emoji < b.emoji ? -1 : 1))
}

/** @param open offers all; otherwise only what was given already */
export function Reactions({ note, open, locked }: { note: Annotation; open: boolean; locked: boolean }) {
  const { me } = useWorkspace()
  const person = usePeople()
  const writer = useWriter()
  const given = reactionsOf(note)
  const question = isQuestion(note.kind, useKinds())
  const mayGive = writer !== null && !locked
  /** One has one's own question already. */
  const asked = question && note.personId === me.personId
  const meToo = given.find(({ emoji }) => emoji === ME_TOO)
  const others = given.filter(({ emoji }) => !question || emoji !== ME_TOO)
  if (given.length === 0 && !(question && mayGive && !asked) && !(open && mayGive)) return null
  const names = (people: string[]) =>
    new Intl.ListFormat(document.documentElement.lang).format(
      people.map((personId) => (personId === me.personId ? m.comments_you() : person(personId).name)),
    )
  const chip = ({ emoji, people }: Given, label?: string) => {
    const mine = people.includes(me.personId)
    const can = mayGive && (label === undefined || !asked || mine)
    return (
      <button
        key={emoji}
        type="button"
        className={styles.chip}
        data-wide={label !== undefined || undefined}
        aria-pressed={mine}
        aria-disabled={!can || undefined}
        aria-label={m.comments_reaction({
          reaction: label ?? nameOf(emoji),
          count: people.length,
          names: people.length > 0 ? names(people) : m.comments_nobody_yet(),
        })}
        onClick={(event) => {
          // The card would open, and everything under it move.
          event.stopPropagation()
          if (can) writer.react(note.key, emoji, !mine)
        }}
      >
        <Sign emoji={emoji} />
        {label !== undefined && <span>{label}</span>}
        {(people.length > 0 || label === undefined) && <span className={styles.count}>{people.length}</span>}
        {people.length > 0 && (
          <span className={styles.names} aria-hidden>
            {label === undefined && `${nameOf(emoji)}: `}
            {names(people)}
          </span>
        )}
      </button>
    )
  }
  return (
    <div className={styles.reactions} role="group" aria-label={m.comments_reactions()}>
      {question &&
        (meToo || (mayGive && !asked)) &&
        chip(meToo ?? { emoji: ME_TOO, people: [] }, m.comments_me_too())}
      {others.map((one) => chip(one))}
      {open && mayGive && (
        <MenuButton
          icon
          className={styles.add}
          name={m.comments_react()}
          label={<SmilePlus size={15} aria-hidden />}
        >
          {(close) => (
            <div className={styles.palette}>
              {REACTIONS.map((emoji) => {
                const mine = given.some((one) => one.emoji === emoji && one.people.includes(me.personId))
                return (
                  <button
                    key={emoji}
                    type="button"
                    className={styles.choice}
                    aria-pressed={mine}
                    onClick={() => {
                      writer.react(note.key, emoji, !mine)
                      close()
                    }}
                  >
                    <Sign emoji={emoji} />
                    {nameOf(emoji)}
                  </button>
                )
              })}
            </div>
          )}
        </MenuButton>
      )}
    </div>
  )
}
