/** Tags: what may be one, and which the session uses already. Pure but for the hook. */
import { LIMITS } from '@lectern/model'
import { useMemo } from 'react'
import { type Note, useNotes } from './notes.ts'

/** As it is kept: one line without the # people put before it. '' when nothing is left. */
export const tidyTag = (typed: string): string =>
  typed
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^[#＃]+\s*/, '')

export const sameTag = (a: string, b: string): boolean => a.toLocaleLowerCase() === b.toLocaleLowerCase()

/** Why it cannot be added: the limit that was passed, or that it is there; undefined when it can. */
export function tagProblem(tags: readonly string[], typed: string): 'long' | 'many' | 'there' | undefined {
  const tag = tidyTag(typed)
  if (tag.length > LIMITS.tag) return 'long'
  if (tags.some((one) => sameTag(one, tag))) return 'there'
  return tags.length >= LIMITS.tags ? 'many' : undefined
}

/** With what still stands in the field, if it can be one. */
export const withTag = (tags: readonly string[], typed: string): readonly string[] =>
  tidyTag(typed) && !tagProblem(tags, typed) ? [...tags, tidyTag(typed)] : tags

/** Tags of these notes with how often each is used, the most used first. */
export function countTags(notes: readonly Note[]): { tag: string; count: number }[] {
  const counts = new Map<string, { tag: string; count: number }>()
  for (const { tags = [], moderation } of notes) {
    if (moderation?.hidden) continue
    for (const tag of tags) {
      const found = counts.get(tag.toLocaleLowerCase())
      if (found) found.count++
      else counts.set(tag.toLocaleLowerCase(), { tag, count: 1 })
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.tag.localeCompare(b.tag))
}

export function useTags(): { tag: string; count: number }[] {
  const { all } = useNotes()
  return useMemo(() => countTags(all), [all])
}
