/**
 * Lists and texts fetched once and shared by the pages that show them. Loaded with those pages, not with the session page,
 * which keeps its state by the live channel.
 */
import { type Formats, Problem, type SessionSummary, type Text, type TextSummary } from '@lectern/model'
import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { api, type Person } from './api.ts'
import { hasHan, loadChineseFonts } from './fonts.ts'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Offline, the service worker answers from its cache; waiting for the network would hide that.
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.code === 'unavailable',
      retryDelay: 800,
      staleTime: 10_000,
    },
  },
})

/** A Chinese title is shown in an English interface too. */
function withFonts<T>(list: T[], shown: (item: T) => string): T[] {
  if (list.some((item) => hasHan(shown(item)))) loadChineseFonts()
  return list
}

export const useTexts = (): UseQueryResult<TextSummary[]> =>
  useQuery(
    { queryKey: ['texts'], queryFn: async () => withFonts(await api.texts(), ({ title }) => title) },
    client,
  )

/** A Text never changes under its id. */
export const useText = (id: string): UseQueryResult<Text> =>
  useQuery({ queryKey: ['text', id], queryFn: () => api.text(id), staleTime: Infinity }, client)

export const useSessions = (): UseQueryResult<SessionSummary[]> =>
  useQuery(
    {
      queryKey: ['sessions'],
      queryFn: async () => withFonts(await api.sessions(), ({ session }) => session.title + session.theme),
      staleTime: 0,
    },
    client,
  )

export const useFormats = (): UseQueryResult<Formats> =>
  useQuery({ queryKey: ['formats'], queryFn: api.formats, staleTime: Infinity }, client)

export const useMe = (): UseQueryResult<Person | null> =>
  useQuery({ queryKey: ['me'], queryFn: api.me }, client)

/** A text came into being: it is in the list from now on. */
export async function textAdded(text: Text): Promise<void> {
  client.setQueryData(['text', text.id], text)
  await client.invalidateQueries({ queryKey: ['texts'] })
}

/** I joined or made a session, and may have got my cookie with it. */
export async function sessionsChanged(): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['sessions'] }),
    client.invalidateQueries({ queryKey: ['me'] }),
  ])
}
