/** Two short tones: my turn, and time is over. Kept off or on in this browser. Knows no meeting. */
import { create } from 'zustand'

const KEY = 'lectern-sounds'

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true // storage is closed to this page
  }
}

export const useSounds = create<{ on: boolean }>(() => ({ on: kept() }))

export function setSounds(on: boolean): void {
  useSounds.setState({ on })
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off')
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
  if (!useSounds.getState().on || !('AudioContext' in globalThis)) return
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
