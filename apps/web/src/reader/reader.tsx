/**
 * The centre of a session: one text with its numbers, marks and readers, and beside it the cards of its notes. Everything painted,
 * placed and listened to meets here; each part knows only its own business. Documents and popovers load after it shows.
 */
import type { Passage, Text } from '@lectern/model'
import {
  type CSSProperties,
  lazy,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useLocale } from '../app/locale.ts'
import { restoreDraft } from '../comments/drafting.ts'
import type { PlacedNote } from '../comments/notes.ts'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { useCited } from '../session/cited.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { Later } from '../ui/later.tsx'
import { usePhone } from '../ui/media.ts'
import { Gutters } from './gutters.ts'
import './highlights.css'
import './print.css'
import { type BlockPart, type Part, partsOf } from './pieces.ts'
import { type Elsewhere, useElsewhere } from './presence.ts'
import styles from './reader.module.css'
import { useSelected } from './selected.ts'
import { LINES, usePlain, useReaderSettings, WIDTHS, togglePlain } from './settings.ts'
import { TextBody } from './text-body.tsx'
import { TitleBlock } from './title-block.tsx'
import { Unseen } from './unseen.tsx'
import { useTextNotes } from './use-text-notes.ts'
import { useTextPage } from './use-text-page.ts'

const CommentSheet = lazy(() =>
  import('../comments/sheet.tsx').then((part) => ({ default: part.CommentSheet })),
)
const Density = lazy(() => import('./density.tsx').then((part) => ({ default: part.Density })))
const Margin = lazy(() => import('../comments/margin.tsx').then((part) => ({ default: part.Margin })))
const PrintedNotes = lazy(() =>
  import('./printed-notes.tsx').then((part) => ({ default: part.PrintedNotes })),
)
const UndoToast = lazy(() =>
  import('../comments/undo-toast.tsx').then((part) => ({ default: part.UndoToast })),
)
const ReaderTools = lazy(() => import('./tools.tsx').then((part) => ({ default: part.ReaderTools })))
const ReaderKeys = lazy(() => import('./reader-keys.ts').then((part) => ({ default: part.ReaderKeys })))
const SelectionPopover = lazy(() =>
  import('./popover.tsx').then((part) => ({ default: part.SelectionPopover })),
)

const noPassages: Passage[] = []
const NONE: ReadonlySet<string> = new Set()
const NO_NOTES: readonly PlacedNote[] = []
const NO_READERS: readonly Elsewhere[] = []

export function Reader() {
  const { texts, session } = useWorkspace()
  const textId = useView((view) => view.textId)
  const text = texts.find(({ id }) => id === textId) ?? texts[0]
  useEffect(() => restoreDraft(session.id), [session.id])
  return (
    <>
      {text ? (
        <TextReader key={text.id} text={text} />
      ) : (
        <section className={styles.nothing} aria-label={m.reader_text()}>
          <p>{m.reader_no_text()}</p>
        </section>
      )}
      <Later>
        <UndoToast />
      </Later>
    </>
  )
}

function TextReader({ text }: { text: Text }) {
  const scroller = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLElement>(null)
  const keys = useId()
  const { page, geometry, wide } = useTextPage(text, root, scroller)
  const [showResolved, setShowResolved] = useState(false)
  const [mounted, setMounted] = useState<readonly string[]>([])
  const phone = usePhone()
  const withMargin = !phone && wide
  const { look, face } = useLook()
  const locale = useLocale()
  const person = usePeople()

  const parts = useMemo(() => partsOf(text), [text])
  const title = useMemo(() => titleOf(parts), [parts])
  const body = useMemo(() => parts.filter((part) => part !== title), [parts, title])

  const notes = useTextNotes(text, showResolved)
  const { shown } = notes
  const citedAnywhere = useCited()
  const cited = useMemo(
    () => citedAnywhere.filter(({ textId }) => textId === text.id),
    [citedAnywhere, text.id],
  )
  const elsewhere = useElsewhere()
  const readers = useMemo(() => elsewhere.filter(({ textId }) => textId === text.id), [elsewhere, text.id])
  const plain = usePlain((state) => state.plain)
  const [gutters] = useState(() => new Gutters())
  useLayoutEffect(() => {
    if (!page) return
    if (plain)
      gutters.update(page.map, { readers: NO_READERS, cited: noPassages, notes: NO_NOTES, mounted: NONE })
    else gutters.update(page.map, { readers, cited, notes: shown, mounted: new Set(mounted) })
  }, [page, gutters, plain, readers, cited, shown, mounted])

  const [stop, setStop] = useState(
    () => title?.start ?? body.find(({ type }) => type === 'block')?.start ?? 0,
  )
  const focusPiece = useCallback(
    (at: number) => {
      const piece = page?.map.pieces[at]
      if (!page || !piece) return
      setStop(piece.start)
      page.elements[at]?.focus({ preventScroll: true })
      page.scrollTo(piece.start, { onlyIfHidden: true })
    },
    [page],
  )
  const onNumber = useCallback(
    (start: number) => {
      const piece = page?.map.pieces[page.indexAt(start)]
      if (!page || !piece) return
      focusPiece(page.indexAt(start))
      page.select(piece.start, piece.end)
    },
    [page, focusPiece],
  )
  const latest = useRef(shown)
  useEffect(() => {
    latest.current = shown
  }, [shown])
  const onNotes = useCallback(
    (start: number) => {
      const end = page?.map.pieces[page.indexAt(start)]?.end ?? start
      const first = latest.current.find((note) => note.start >= start && note.start < end)
      if (first) useView.getState().setActive(first.key)
    },
    [page],
  )
  const passage = useSelected((state) => (state.passage?.textId === text.id ? state.passage : null))
  const touch = useSelected((state) => state.touch)

  return (
    <div className={styles.frame} style={look} data-face={face}>
      <div className={styles.scroller} ref={scroller} data-reader>
        <div className={styles.page} data-margin={withMargin || undefined}>
          <section
            ref={root}
            className={styles.text}
            aria-label={m.reader_text()}
            aria-describedby={keys}
            onFocus={({ target }) => {
              const start = target.dataset['start']
              if (start !== undefined) setStop(Number(start))
            }}
          >
            <p id={keys} className="visually-hidden">
              {m.reader_keys()}
            </p>
            {phone && (
              <Later>
                <ReaderTools />
              </Later>
            )}
            <TitleBlock text={text} piece={title} stop={stop} />
            <TextBody
              text={text}
              parts={body}
              gutters={gutters}
              stop={stop}
              locale={locale}
              onNumber={onNumber}
              onNotes={onNotes}
            />
            {page && passage && (
              <Later>
                <SelectionPopover page={page} passage={passage} touch={touch} />
              </Later>
            )}
          </section>
          {withMargin && (
            <aside className={styles.margin} aria-label={m.comments_label()}>
              {page && plain && (
                <p className={styles.plain}>
                  {m.reader_plain()}{' '}
                  <button type="button" onClick={togglePlain}>
                    {m.reader_show_marks()}
                  </button>
                </p>
              )}
              {page && !plain && (
                <Later>
                  <Margin
                    page={page}
                    notes={notes.inMargin}
                    others={notes.others}
                    geometry={geometry}
                    locale={locale}
                    shown={shown.length}
                    all={notes.all.length}
                    empty={notes.loaded && notes.all.length === 0}
                    resolved={notes.resolved}
                    showResolved={showResolved}
                    onShowResolved={setShowResolved}
                    onMounted={setMounted}
                  />
                </Later>
              )}
            </aside>
          )}
        </div>
        {page && !plain && (
          <Later>
            <PrintedNotes page={page} notes={shown} />
          </Later>
        )}
      </div>
      {!wide && (
        <Later>
          <NarrowSheet />
        </Later>
      )}
      {!phone && (
        <div className={styles.side}>
          <Later>
            <ReaderTools />
          </Later>
        </div>
      )}
      {page && (
        <Later>
          <ReaderKeys page={page} notes={shown} index={notes.index} person={person} focusPiece={focusPiece} />
        </Later>
      )}
      {page && !phone && !plain && (
        <Later>
          <Density page={page} notes={shown} cited={cited} geometry={geometry} />
        </Later>
      )}
      {page && (
        <Unseen
          plain={plain}
          page={page}
          all={notes.all}
          shown={shown}
          index={notes.index}
          cited={cited}
          readers={readers}
        />
      )}
    </div>
  )
}

/** The person's own way to read, as what the style sheet takes. Letters grow with the browser's own font size. */
function useLook(): { look: CSSProperties; face: string } {
  const { size, line, width, face } = useReaderSettings()
  const look = useMemo(
    () =>
      ({
        '--reading-size': `${size / 15}rem`,
        '--reading-line': LINES[line],
        '--measure': `${WIDTHS[width]}em`,
      }) as CSSProperties,
    [size, line, width],
  )
  return { look, face }
}

/** Where there is room for neither a margin nor the tabs of a phone. */
function NarrowSheet() {
  return usePhone() ? null : <CommentSheet inside />
}

/** The text's own first heading is its title, when nothing that is read stands before it. */
function titleOf(parts: readonly Part[]): BlockPart | undefined {
  const first = parts.find((part) => part.type === 'block' && part.block.kind !== 'metadata')
  return first?.type === 'block' && first.block.kind === 'heading' && first.block.level === 1
    ? first
    : undefined
}
