/** The colours a kind of note can have, read from the style sheet as it is. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tokens = readFileSync(new URL('../apps/web/src/ui/tokens.css', import.meta.url), 'utf8')
const [light, dark] = tokens.split(":root[data-theme='dark']") as [string, string]

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(theme: string, name: string): number {
  const [, hex = ''] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme)!
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(theme: string, a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(theme, a), luminance(theme, b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const colors = [...light.matchAll(/--([a-z]+)-ink:/g)].map(([, color = '']) => color)

test('there are eight of them', () => expect(new Set(colors).size).toBe(8))

test.each(colors)('%s can be read, as a badge and under the words of a text, light and dark', (color) => {
  for (const theme of [light, dark]) {
    expect(contrast(theme, color, `${color}-ink`)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme, color, 'ink')).toBeGreaterThanOrEqual(4.5)
  }
})
