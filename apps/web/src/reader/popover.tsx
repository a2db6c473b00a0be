/**
 * What can be done with the selected passage, at the end of the selection. It never takes the selection: pressing a button
 * leaves it where it is. On touch it stands below, as the system's own bar stands above. Loaded with the first selection.
 */
import { autoUpdate, flip, hide, offset, shift, useFloating } from '@floating-ui/react-dom'
import { LIMITS } from '@lectern/model'
import { Highlighter, Link2, MapPin, MessageSquare, Quote, TextQuote } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect } from 'react'
import { AudienceToggle } from '../comments/audience-choice.tsx'
import { KindIcon } from '../comments/kind-icon.tsx'
import type { CommandId } from '../keys/commands.ts'
import { type Hint, hintOf, useOwnKeys } from '../keys/own-keys.ts'
import * as m from '../messages/messages.js'
import { excessOf, usePassageActions } from './passage-actions.ts'
import styles from './popover.module.css'
import { clearSelected, type SelectedPassage, TOOLBAR } from './selected.ts'
import type { TextPage } from './text-page.ts'

/** The system's own bar stands over a selection made by touch, px. */
const ABOVE_SYSTEM_BAR = 60

type Props = { page: TextPage; passage: SelectedPassage; touch: boolean }

export function SelectionPopover({ page, passage, touch }: Props) {
  const actions = usePassageActions(page.text)
  const { refs, floatingStyles, isPositioned, middlewareData } = useFloating({
    strategy: 'fixed',
    placement: 'bottom',
    middleware: [
      offset(({ placement }) => (!touch ? 8 : placement === 'top' ? ABOVE_SYSTEM_BAR : 14)),
      flip({ fallbackPlacements: ['top'], boundary: page.scroller, padding: 8 }),
      shift({ boundary: page.scroller, padding: 8, crossAxis: true }),
      hide(),
    ],
    whileElementsMounted: autoUpdate,
  })
  useLayoutEffect(() => {
    const range = page.range(passage.start, passage.end)
    if (!range) return
    refs.setReference({
      contextElement: page.root,
      getBoundingClientRect: () => {
        const lines = range.getClientRects()
        const box = range.getBoundingClientRect()
        // Centred under the last line rather than under the whole block of lines.
        const last = lines[lines.length - 1] ?? box
        return new DOMRect(last.left, box.top, last.width, box.height)
      },
    })
  }, [page, passage, refs])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step !== 0) buttons[(at + step + buttons.length) % buttons.length]?.focus()
    else if (event.key === 'Escape' || (event.key === 'Tab' && event.shiftKey && at === 0)) {
      if (event.key === 'Escape') clearSelected()
      page.elements[page.indexAt(passage.start)]?.focus({ preventScroll: true })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const own = useOwnKeys()
  const hint = (id: CommandId) => hintOf(own, id)
  const excess = excessOf(passage)
  const common = {
    ref: refs.setFloating,
    className: styles.popover,
    style: {
      ...floatingStyles,
      visibility:
        isPositioned && !middlewareData.hide?.referenceHidden ? ('visible' as const) : ('hidden' as const),
    },
    // The press must not move the focus or drop the selection.
    onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
    onKeyDown,
  }
  if (excess > 0) {
    return (
      <div role="status" {...common}>
        <p className={styles.sentence}>
          {m.reader_passage_too_long({ count: passage.end - passage.start, limit: LIMITS.quote })}
        </p>
      </div>
    )
  }
  return (
    <div
      id={TOOLBAR}
      role="toolbar"
      aria-label={m.reader_toolbar()}
      data-touch={touch || undefined}
      {...common}
    >
      {actions.can.note && (
        <div className={styles.group} role="group" aria-label={m.reader_highlight_as()}>
          {actions.kinds.map(({ id, name }, i) => (
            <Item
              key={id}
              kind={id}
              hint={own.single && i < 9 ? { label: String(i + 1), aria: String(i + 1) } : null}
              onPress={() => actions.highlight(id)}
              label={name}
            >
              <span className={styles.swatch}>
                <KindIcon kind={id} size={13} />
              </span>
            </Item>
          ))}
        </div>
      )}
      <div className={styles.group}>
        {actions.can.note && (
          <>
            <Item
              hint={hint('passage.highlight')}
              onPress={() => actions.highlight()}
              label={m.reader_highlight()}
            >
              <Highlighter size={15} aria-hidden />
            </Item>
            <Item hint={hint('passage.comment')} onPress={() => actions.comment()} label={m.reader_comment()}>
              <MessageSquare size={15} aria-hidden />
            </Item>
          </>
        )}
        {actions.can.cite && (
          <>
            <Item hint={hint('passage.cite')} onPress={() => actions.cite('chip')} label={m.reader_cite()}>
              <Quote size={15} aria-hidden />
            </Item>
            <Item
              hint={hint('passage.quote')}
              onPress={() => actions.cite('quotation')}
              label={m.reader_quote()}
            >
              <TextQuote size={15} aria-hidden />
            </Item>
          </>
        )}
        <Item
          hint={hint('passage.link')}
          onPress={() => void actions.copyLink()}
          label={m.reader_copy_link()}
        >
          <Link2 size={15} aria-hidden />
        </Item>
        {actions.can.point && (
          <Item hint={null} onPress={() => void actions.point()} label={m.meeting_look_here()}>
            <MapPin size={15} aria-hidden />
          </Item>
        )}
        {actions.can.note && <AudienceToggle className={styles.item} />}
      </div>
    </div>
  )
}

type ItemProps = {
  label: string
  hint: Hint | null
  kind?: string
  /** Shows its picture only. */
  bare?: boolean
  onPress: () => void
  children: ReactNode
}

function Item({ label, hint, kind, bare, onPress, children }: ItemProps) {
  return (
    <button
      type="button"
      className={styles.item}
      aria-keyshortcuts={hint?.aria}
      title={bare ? label : undefined}
      data-kind={kind}
      onClick={onPress}
    >
      {children}
      <span className={bare ? 'visually-hidden' : undefined}>{label}</span>
      {hint && (
        <kbd className={styles.hint} aria-hidden>
          {hint.label.replace('Shift+', '⇧')}
        </kbd>
      )}
    </button>
  )
}
