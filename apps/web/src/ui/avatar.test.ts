/** Story: a person is an initial on a colour, and both can be made out. */
import { expect, test } from 'vitest'
import { initialsOf, inkOn } from './avatar.tsx'

test.each([
  ['Ana', 'A'],
  ['Reader A', 'RA'],
  ['Ana María Ruiz', 'AR'],
  ['  émile', 'É'],
  ['读者乙', '读'],
  ['👩‍🏫 Ana', '👩‍🏫'],
  ['', '?'],
])('the initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

const luminance = (color: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('on every colour the initial reaches the contrast of WCAG AA', () => {
  for (let rgb = 0; rgb <= 0xffffff; rgb += 0x010b1d) {
    const color = `#${rgb.toString(16).padStart(6, '0')}`
    const [dark, light] = [luminance(color), luminance(inkOn(color))].sort((a, b) => a - b) as [
      number,
      number,
    ]
    expect((light + 0.05) / (dark + 0.05), color).toBeGreaterThanOrEqual(4.5)
  }
})
