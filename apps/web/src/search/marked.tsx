/** Words with those that were looked for marked. */
import type { Range } from '@lectern/text'

export function Marked({ words, ranges }: { words: string; ranges: readonly Range[] }) {
  const parts: { text: string; marked: boolean; start: number }[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start > at) parts.push({ text: words.slice(at, start), marked: false, start: at })
    parts.push({ text: words.slice(start, end), marked: true, start })
    at = end
  }
  if (at < words.length) parts.push({ text: words.slice(at), marked: false, start: at })
  return parts.map(({ text, marked, start }) => (marked ? <mark key={start}>{text}</mark> : text))
}
