/**
 * The messages of the y-websocket protocol and of hocuspocus', as far as a load needs them: variable-length integers
 * (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md), sync, awareness. Knows no sockets.
 */

const text = new TextEncoder()
const characters = new TextDecoder()

function varUint(value: number): Uint8Array {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128)
  return Uint8Array.from([...bytes, value])
}
const join = (...parts: (Uint8Array | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? varUint(part) : part)))
const sized = (bytes: Uint8Array) => join(bytes.length, bytes)
const string = (value: string) => sized(text.encode(value))

class Reader {
  readonly #bytes: Uint8Array
  #at = 0
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }
  uint(): number {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new Error('a message ends too early')
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  sized(): Uint8Array {
    const length = this.uint()
    return this.#bytes.subarray(this.#at, (this.#at += length))
  }
  string(): string {
    return characters.decode(this.sized())
  }
}

/** `update`: from a SyncStep2 too. Bytes are views into the message. */
export type Heard =
  | { kind: 'update'; answer: boolean; update: Uint8Array }
  | { kind: 'step1' | 'awareness' | 'ping' | 'other' }
  | { kind: 'refused'; reason: string }

/** One protocol, for one document. */
export type Dialect = {
  /** Whether the server keeps a document. */
  readonly keeps: boolean
  readonly greeting: Uint8Array[]
  step1(vector: Uint8Array): Uint8Array
  step2(update: Uint8Array): Uint8Array
  update(update: Uint8Array): Uint8Array
  awareness(client: number, clock: number, state: string): Uint8Array
  /** The answer to `ping`. */
  readonly pong: Uint8Array
  read(message: Uint8Array): Heard
}

function speak(prefix: Uint8Array) {
  return {
    step1: (vector: Uint8Array) => join(prefix, 0, 0, sized(vector)),
    step2: (update: Uint8Array) => join(prefix, 0, 1, sized(update)),
    update: (update: Uint8Array) => join(prefix, 0, 2, sized(update)),
    awareness: (client: number, clock: number, state: string) =>
      join(prefix, 1, sized(join(1, client, clock, string(state)))),
  }
}

function readSync(reader: Reader): Heard {
  const step = reader.uint()
  return step === 0
    ? { kind: 'step1' }
    : { kind: 'update', answer: step === 1, update: new Uint8Array(reader.sized()) }
}

export function yWebsocket({ keeps }: { keeps: boolean }): Dialect {
  return {
    ...speak(new Uint8Array()),
    keeps,
    greeting: [],
    pong: new Uint8Array(),
    read(message) {
      const reader = new Reader(message)
      const type = reader.uint()
      if (type === 0) return readSync(reader)
      if (type === 1) return { kind: 'awareness' }
      if (type === 2) return { kind: 'refused', reason: 'not allowed' }
      if (type === 5) return { kind: 'refused', reason: `change ${reader.uint()}: ${reader.string()}` }
      return { kind: 'other' }
    },
  }
}

export function hocuspocus(document: string): Dialect {
  const prefix = string(document)
  return {
    ...speak(prefix),
    keeps: true,
    greeting: [join(prefix, 2, 0, string(''), string('4.8.0'))],
    pong: join(string(''), 10),
    read(message) {
      const reader = new Reader(message)
      reader.string()
      const type = reader.uint()
      if (type === 0 || type === 4) return readSync(reader)
      if (type === 1) return { kind: 'awareness' }
      if (type === 9) return { kind: 'ping' }
      if (type === 2 && reader.uint() === 1) return { kind: 'refused', reason: reader.string() }
      return { kind: 'other' }
    },
  }
}
