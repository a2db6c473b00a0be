/** The cookie, its age and its flags; the colours; taking turns. */
import { expect, test } from 'vitest'
import { Identity } from './identity.ts'
import { colorOf, PALETTE } from './palette.ts'
import { Turns } from './turns.ts'

const DAY = 24 * 60 * 60 * 1000

test('a cookie proves a person for 180 days and is renewed halfway', () => {
  let now = 1_000_000
  const identity = new Identity('a secret', false, () => now)
  const header = identity.cookie('ada')
  expect(header).toMatch(/^lectern=ada\.\d+\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/)
  const cookie = `theme=dark; ${header.split(';')[0]}`
  expect(identity.read(cookie)).toEqual({ personId: 'ada', renew: false })
  now += 91 * DAY
  expect(identity.read(cookie)).toEqual({ personId: 'ada', renew: true })
  now += 90 * DAY
  expect(identity.read(cookie)).toBeUndefined()
})

test('over https the cookie is for https only; another secret makes it worthless', () => {
  const identity = new Identity('a secret', true, Date.now)
  expect(identity.cookie('ada')).toContain('; Secure')
  expect(new Identity('another', true, Date.now).read(identity.cookie('ada'))).toBeUndefined()
  expect(identity.read(undefined)).toBeUndefined()
})

const luminance = (color: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('white text is readable on every colour (WCAG 2.2, 1.4.3), and they go round', () => {
  for (const color of PALETTE) expect([color, 1.05 / (luminance(color) + 0.05) >= 4.5]).toEqual([color, true])
  expect(new Set(PALETTE).size).toBe(PALETTE.length)
  expect(colorOf(PALETTE.length)).toBe(colorOf(0))
})

test('turns of one key follow each other, also after a failure; other keys do not wait', async () => {
  const turns = new Turns()
  const told: string[] = []
  const slow = turns.run('a', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    told.push('a1')
    throw new Error('a1 failed')
  })
  const next = turns.run('a', async () => void told.push('a2'))
  await turns.run('b', async () => void told.push('b'))
  await expect(slow).rejects.toThrow('a1 failed')
  await next
  await turns.settled()
  expect(told).toEqual(['b', 'a1', 'a2'])
})
