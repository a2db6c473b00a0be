/**
 * What people must know of the server and of this browser while they write: that nothing is taken just now, that no copy
 * is kept, that one was damaged here or there. Each is said once and shown as long as it holds or until it is closed.
 */
import { useEffect } from 'react'
import { m } from '../messages/messages.js'
import { notify } from '../ui/announce.tsx'
import { copyText } from '../ui/clipboard.ts'
import { type Channels, useChannelState, useWorkspace } from './workspace.ts'

export function Warnings() {
  const { channels } = useWorkspace()
  const annotations = useChannelState(channels?.annotations)
  const summary = useChannelState(channels?.summary)
  const states = [annotations, summary].filter((state) => state !== null)
  const unsaved = states.some((state) => state.unsaved > 0)
  const troubles = states.map(({ trouble }) => trouble)
  const trouble = troubles.includes('too-fast') ? 'too-fast' : unsaved ? troubles.find(Boolean) : undefined
  const homeless = states.some(({ keeps }) => keeps === false)
  const damaged = states.some(({ missing }) => missing !== undefined)
  const missing = states.reduce((sum, state) => sum + (state.missing ?? 0), 0)
  const torn = states.some(({ damaged }) => damaged)

  useEffect(() => {
    if (!channels || !trouble) return undefined
    const words = trouble === 'too-fast' ? m.save_too_fast() : m.save_later()
    return notify(
      words,
      'bad',
      unsaved ? { label: m.save_copy(), run: () => void copyAll(channels) } : undefined,
    )
  }, [channels, trouble, unsaved])
  useEffect(() => {
    if (!homeless) return undefined
    return notify(missing > 0 ? m.save_copy_closed({ count: missing }) : m.save_no_copy(), 'bad')
  }, [homeless, missing])
  useEffect(() => {
    if (!damaged || homeless) return undefined
    return notify(missing > 0 ? m.save_copy_missing({ count: missing }) : m.save_copy_damaged(), 'bad')
  }, [damaged, homeless, missing])
  useEffect(() => (torn ? notify(m.save_server_damaged(), 'bad') : undefined), [torn])
  return null
}

/** What has not been saved yet is somewhere in it. */
async function copyAll({ annotations, summary }: Channels): Promise<void> {
  const words = [summary.words(), annotations.words()].filter(Boolean).join('\n\n')
  if (await copyText(words)) notify(m.save_copied())
}
