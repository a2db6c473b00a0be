/** What stands above the list of notes: finding words in them, their order, and choosing among them. */
import { ListFilter, Search } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { isComposing } from './composing.ts'
import styles from './discussion.module.css'
import { choices, NO_FILTER, NO_KIND, type Order } from './filter.ts'
import { kindLabel, useKinds } from './kinds.ts'
import type { Filter } from './sieve.ts'
import { useTags } from './tags.ts'

/** After the last key, ms: the marks of the whole text follow what is typed. */
const PAUSE = 200
const ANY = '*'

type Props = {
  filter: Filter
  onFilter: (filter: Filter) => void
  order: Order
  onOrder: (order: Order) => void
  shown: number
  all: number
  unread: number
  onAllRead: () => void
}

export function FilterBar(props: Props) {
  const { filter, onFilter, order, onOrder, shown, all, unread, onAllRead } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  const chosen = choices({ ...filter, words: '' })
  return (
    <div className={styles.bar}>
      <div className={styles.row}>
        <Words words={filter.words} onWords={(words) => onFilter({ ...filter, words })} />
        <Choice
          label={m.list_order()}
          value={order}
          onChange={onOrder}
          options={[
            ['position', m.list_by_position()],
            ['time', m.list_by_time()],
            ['reactions', m.list_by_reactions()],
          ]}
        />
        <button
          type="button"
          className={styles.chip}
          aria-expanded={open}
          aria-controls={id}
          data-on={chosen > 0 || undefined}
          onClick={() => setOpen(!open)}
        >
          <ListFilter size={14} aria-hidden />
          {chosen > 0 ? m.list_filters_chosen({ count: chosen }) : m.list_filters()}
        </button>
      </div>
      <div id={id} hidden={!open} className={styles.choices}>
        <Choices {...props} />
      </div>
      <div className={styles.row}>
        <span className={styles.total} role="status">
          {choices(filter) > 0 ? m.list_narrowed({ shown, count: all }) : m.comments_shown({ count: shown })}
        </span>
        {choices(filter) > 0 && (
          <Button look="quiet" onClick={() => onFilter(NO_FILTER)}>
            {m.list_widen()}
          </Button>
        )}
        {unread > 0 && (
          <Button look="quiet" className={styles.end} onClick={onAllRead}>
            {m.list_mark_all()}
          </Button>
        )}
      </div>
    </div>
  )
}

function Choices({ filter, onFilter, unread }: Props) {
  const { members } = useWorkspace()
  const kinds = useKinds()
  const tags = useTags()
  const set = (change: Partial<Filter>) => onFilter({ ...filter, ...change })
  const chip = (name: 'unread' | 'cited' | 'mine', label: string, title?: string) => (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={filter[name]}
      title={title}
      onClick={() => set({ [name]: !filter[name] })}
    >
      {label}
    </button>
  )
  return (
    <>
      <Choice
        label={m.comments_kind()}
        value={filter.kind ?? ANY}
        onChange={(kind) => set({ kind: kind === ANY ? null : kind })}
        options={[
          [ANY, m.comments_all_kinds()],
          ...kinds.map(({ id, name }): [string, string] => [id, name]),
          [NO_KIND, kindLabel(undefined, kinds)],
        ]}
      />
      <Choice
        label={m.list_person()}
        value={filter.person ?? ANY}
        onChange={(person) => set({ person: person === ANY ? null : person })}
        options={[
          [ANY, m.list_anyone()],
          ...members.map(({ personId, name }): [string, string] => [personId, name]),
        ]}
      />
      {(tags.length > 0 || filter.tag !== null) && (
        <Choice
          label={m.list_tag()}
          value={filter.tag ?? ANY}
          onChange={(tag) => set({ tag: tag === ANY ? null : tag })}
          options={[
            [ANY, m.list_any_tag()],
            ...[
              ...new Set([...(filter.tag === null ? [] : [filter.tag]), ...tags.map(({ tag }) => tag)]),
            ].map((tag): [string, string] => [tag, `#${tag}`]),
          ]}
        />
      )}
      <Choice
        label={m.comments_resolution()}
        value={filter.resolved}
        onChange={(resolved) => set({ resolved })}
        options={[
          ['open', m.comments_filter_open()],
          ['resolved', m.comments_filter_resolved()],
          ['all', m.comments_filter_all()],
        ]}
      />
      {chip('unread', unread > 0 ? `${m.list_unread()} ${unread}` : m.list_unread())}
      {chip('cited', m.list_cited(), m.list_cited_why())}
      {chip('mine', m.list_mine(), m.list_mine_why())}
    </>
  )
}

function Choice<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string
  value: T
  onChange: (value: T) => void
  options: [T, string][]
}) {
  return (
    <select
      className={styles.select}
      aria-label={label}
      title={label}
      value={value}
      onChange={({ target }) => onChange(target.value as T)}
    >
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

function Words({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const [typed, setTyped] = useState(words)
  const [last, setLast] = useState(words)
  if (last !== words) {
    // Taken back elsewhere.
    setLast(words)
    setTyped(words)
  }
  useEffect(() => {
    if (typed === words) return undefined
    const timer = setTimeout(() => onWords(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, words, onWords])
  return (
    <label className={styles.words}>
      <Search size={14} aria-hidden />
      <input
        type="search"
        aria-label={m.list_words()}
        placeholder={m.list_words()}
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event) || !typed) return
          event.stopPropagation()
          setTyped('')
        }}
      />
    </label>
  )
}
