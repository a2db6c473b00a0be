/** A person as coloured initials. The name always stands beside it or in its label: colour is never the only carrier. */
import styles from './avatar.module.css'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** The first character as people see it (an emoji or an accented letter is one). */
const firstOf = (word: string) => {
  const [first] = graphemes.segment(word)
  return first?.segment.toLocaleUpperCase() ?? ''
}

/** Of several words the first and the last letter, so that "Reader A" and "Reader B" can be told apart. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = firstOf(words[0] ?? '')
  const last = words.length > 1 ? firstOf(words.at(-1) ?? '') : ''
  return first + (/^\p{L}/u.test(first) && /^[\p{L}\p{N}]/u.test(last) ? last : '') || '?'
}

/**
 * Black or white, whichever stands out more on `#rrggbb`: at least 4.58:1 on any colour
 * (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
 */
export function inkOn(color: string): '#ffffff' | '#000000' {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff'
}

type Person = { name: string; color: string }

export function Avatar({ name, color, size = 24 }: Person & { size?: number }) {
  const initials = initialsOf(name)
  return (
    <span
      className={styles.avatar}
      aria-hidden
      style={{
        background: color,
        color: inkOn(color),
        width: size,
        height: size,
        fontSize: Math.round(size * (initials.length > 1 ? 0.38 : 0.46)),
      }}
    >
      {initials}
    </span>
  )
}

/** Overlapping avatars; those beyond `most` become a number. */
export function AvatarStack({
  people,
  most = 4,
  size = 26,
}: {
  people: Person[]
  most?: number
  size?: number
}) {
  const shown = people.length > most + 1 ? people.slice(0, most) : people
  const rest = people.length - shown.length
  return (
    <span className={styles.stack} aria-hidden>
      {shown.map((person, at) => (
        <Avatar key={at} {...person} size={size} />
      ))}
      {rest > 0 && (
        <span className={`${styles.avatar} ${styles.rest}`} style={{ width: size, height: size }}>
          +{rest}
        </span>
      )}
    </span>
  )
}
