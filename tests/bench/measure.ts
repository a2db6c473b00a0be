/** Looking at processes and times from outside: CPU and memory of a server, of the machine, and latencies. Linux only. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Kernel clock ticks a second. */
const TICKS = Number(execFileSync('getconf', ['CLK_TCK']).toString())

function fields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** A process and everything it started. */
export class Processes {
  readonly #pids: number[]

  constructor(root: number) {
    const parents = new Map<number, number>()
    for (const name of readdirSync('/proc')) {
      if (/^\d+$/.test(name)) parents.set(Number(name), Number(fields(Number(name))[1]))
    }
    this.#pids = [root]
    for (const pid of this.#pids) {
      for (const [child, parent] of parents) if (parent === pid) this.#pids.push(child)
    }
  }

  /** User and system time so far, seconds. */
  cpu(): number {
    return this.#sum((pid) => (Number(fields(pid)[11]) + Number(fields(pid)[12])) / TICKS)
  }

  /** Resident memory, MB. */
  memory(): number {
    return this.#sum((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    })
  }

  #sum(of: (pid: number) => number): number {
    let sum = 0
    for (const pid of this.#pids) {
      try {
        sum += of(pid) || 0
      } catch {
        // It has ended.
      }
    }
    return sum
  }
}

/** Time all cores of the machine were busy, seconds. */
export function machineBusy(): number {
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n', 1)
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = line.split(/\s+/).slice(1).map(Number)
  return (user + nice + system + irq + softIrq) / TICKS
}

/** Latencies in buckets of 0.05 ms up to 10 s. */
export class Histogram {
  readonly #buckets = new Uint32Array(200_001)
  count = 0

  add(ms: number): void {
    this.#buckets[Math.min(200_000, Math.max(0, Math.floor(ms * 20)))]!++
    this.count++
  }

  quantile(part: number): number {
    let left = Math.ceil(this.count * part)
    for (let i = 0; i < this.#buckets.length; i++) {
      left -= this.#buckets[i]!
      if (left <= 0) return i / 20
    }
    return Number.NaN
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/** Seeded random numbers (mulberry32), so that every contestant gets the same load. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
