/** Where one's words are, from the states of the documents. Pure. */
import type { ChannelState } from './workspace.ts'

export type Saved = 'saved' | 'saving' | 'here' | 'reconnecting' | 'opening'

/** One answer for several documents; `null` is one that is not open yet. */
export function saveState(channels: (ChannelState | null)[]): { saved: Saved; unsaved: number } {
  const open = channels.filter((channel) => channel !== null)
  const unsaved = open.reduce((sum, { unsaved }) => sum + unsaved, 0)
  if (unsaved > 0) {
    const onTheWay = open.every((channel) => channel.unsaved === 0 || (channel.connected && !channel.stalled))
    return { saved: onTheWay ? 'saving' : 'here', unsaved }
  }
  if (open.length === channels.length && open.every(({ connected, synced }) => connected && synced)) {
    return { saved: 'saved', unsaved }
  }
  const never = open.every((channel) => channel.savedAt === undefined)
  return { saved: never ? 'opening' : 'reconnecting', unsaved }
}
