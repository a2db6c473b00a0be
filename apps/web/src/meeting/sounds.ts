/** Two short tones (my turn, and time is over), and whether what happens in the meeting is also said. Kept in this browser. Knows no meeting. */
import { create } from 'zustand'

type Heard = 'sounds' | 'announcements'
const keyOf = (which: Heard) => `lectern-meeting-${which}`

function kept(which: Heard): boolean {
  try {
    return localStorage.getItem(keyOf(which)) !== 'off'
  } catch {
    return true // storage is closed to this page
  }
}

/** What of a meeting one wants to hear. */
export const useHearing = create<{ [which in Heard]: boolean }>(() => ({
  sounds: kept('sounds'),
  announcements: kept('announcements'),
}))

export function setHearing(which: Heard, on: boolean): void {
  useHearing.setState({ [which]: on })
  try {
    localStorage.setItem(keyOf(which), on ? 'on' : 'off')
  } catch {
    // Not kept for the next visit, then.
  }
}

/** Hz of each tone, ms of one. */
const TONES = { turn: [660, 880], over: [520] } as const
const LENGTH = 160
let audio: AudioContext | undefined

/** Nothing is heard where sounds are off, or before the browser allows any (it wants a press on the page first). */
export function sound(which: keyof typeof TONES): void {
  if (!useHearing.getState().sounds || !('AudioContext' in globalThis)) return
  audio ??= new AudioContext()
  if (audio.state !== 'running') {
    // It never plays late: an alert that is over is worse than none.
    void audio.resume().catch(() => undefined)
    return
  }
  const gain = audio.createGain()
  gain.gain.value = 0.08
  gain.connect(audio.destination)
  for (const [at, pitch] of TONES[which].entries()) {
    const tone = audio.createOscillator()
    tone.frequency.value = pitch
    tone.connect(gain)
    tone.start(audio.currentTime + (at * LENGTH) / 1000)
    tone.stop(audio.currentTime + ((at + 1) * LENGTH) / 1000)
  }
}
