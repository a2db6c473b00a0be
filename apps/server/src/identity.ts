/**
 * Who is calling: one signed cookie for HTTP, /collab and /live, and whether a request comes from our own page.
 * Knows no database: a cookie says which person, never what they may do.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Id } from '@lectern/model'
import { parseCookie, stringifySetCookie } from 'cookie'

const COOKIE = 'lectern'
const DAY = 24 * 60 * 60 * 1000
/** How long a cookie is good for, ms. It is renewed when half of that is over. */
const LIFETIME = 180 * DAY

export type Caller = { personId: string; /** the cookie should be sent anew */ renew: boolean }

export class Identity {
  readonly #secret: string
  readonly #secure: boolean
  readonly #now: () => number

  /** @param secure whether browsers may send the cookie over https only */
  constructor(secret: string, secure: boolean, now: () => number) {
    this.#secret = secret
    this.#secure = secure
    this.#now = now
  }

  #sign(personId: string, expires: number): Buffer {
    return createHmac('sha256', this.#secret).update(`cookie:${personId}:${expires}`).digest()
  }

  /** A `Set-Cookie` header that makes the browser this person for 180 days. */
  cookie(personId: string): string {
    const expires = this.#now() + LIFETIME
    return stringifySetCookie({
      name: COOKIE,
      value: `${personId}.${expires}.${this.#sign(personId, expires).toString('base64url')}`,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
      maxAge: LIFETIME / 1000,
    })
  }

  /** The caller a `Cookie` header proves; undefined when there is none, it is forged or it has run out. */
  read(header: string | undefined): Caller | undefined {
    const value = header ? parseCookie(header)[COOKIE] : undefined
    const [personId = '', until = '', mac = '', ...rest] = value?.split('.') ?? []
    const expires = Number(until)
    if (rest.length || !Id.safeParse(personId).success || !/^\d{1,16}$/.test(until)) return undefined
    const given = Buffer.from(mac, 'base64url')
    const right = this.#sign(personId, expires)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
    const left = expires - this.#now()
    return left > 0 ? { personId, renew: left < LIFETIME / 2 } : undefined
  }
}

/**
 * Whether a request may act with the caller's cookie. Browsers name the page a request comes from in `Origin`
 * (https://www.rfc-editor.org/rfc/rfc6454#section-7.3); it must be our own. Programs send none.
 */
export function isSameSite(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  if (origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return /^https?:$/.test(url.protocol) && url.host === host?.toLowerCase()
}

/** The address a request comes from, as far as the proxies in front can be believed. */
export function clientAddress({ headers, socket }: IncomingMessage, trustProxy: number): string {
  const hops = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean)
  // Each proxy adds at the end whom it was asked by; what stands before is anybody's word.
  return (trustProxy > 0 && hops[Math.max(0, hops.length - trustProxy)]) || socket.remoteAddress || ''
}

/** The address people see: PUBLIC_URL, or what the request says. Without a trailing slash. */
export function addressOf(
  request: IncomingMessage,
  { publicUrl, trustProxy }: { publicUrl: string | undefined; trustProxy: number },
): string {
  if (publicUrl) return publicUrl
  const { host = '', 'x-forwarded-proto': forwarded } = request.headers
  const scheme = trustProxy > 0 && String(forwarded).split(',')[0]?.trim() === 'https' ? 'https' : 'http'
  const safe = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
  return `${scheme}://${safe ? host : `localhost:${request.socket.localPort ?? ''}`}`
}
