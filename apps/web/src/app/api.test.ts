/** Story: the page asks a server and hears exactly what went wrong, whoever answered. */
import { Problem } from '@lectern/model'
import { expect, test } from 'vitest'
import { type Api, createApi } from './api.ts'

type Seen = { method: string; url: string; body: string }

/** A network in which everything is answered the same way; `seen` is what was asked. */
function answering(answer: () => Response): { api: Api; seen: Seen[] } {
  const seen: Seen[] = []
  const api = createApi('http://lectern.test', async (...call) => {
    const request = new Request(...call)
    seen.push({
      method: request.method,
      url: request.url.replace('http://lectern.test', ''),
      body: await request.text(),
    })
    return answer()
  })
  return { api, seen }
}

const says = (status: number, type: string, body: string) => () =>
  new Response(body, { status, headers: { 'content-type': type } })
const refuses = (problem: Problem) =>
  says(problem.status, 'application/problem+json', JSON.stringify(problem))

async function failure(answer: Promise<unknown>): Promise<Problem> {
  const error: unknown = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Problem)
  return error as Problem
}

test('a problem document comes out as the Problem it was, with its limit and its fields', async () => {
  const issues = [{ path: 'title', message: 'must not be empty' }]
  const { api } = answering(refuses(new Problem('too-large', 'Too many texts.', { limit: 50, issues })))
  const problem = await failure(api.createSession({ title: '', textIds: [], name: 'A' }))
  expect(problem.toJSON()).toEqual(
    new Problem('too-large', 'Too many texts.', { limit: 50, issues }).toJSON(),
  )
})

test('nobody listening is "unavailable", and so is a proxy that found nobody', async () => {
  const api = createApi('http://127.0.0.1:1')
  expect((await failure(api.formats())).code).toBe('unavailable')
  const { api: proxied } = answering(says(502, 'text/html', '<h1>Bad gateway</h1>'))
  expect((await failure(proxied.formats())).code).toBe('unavailable')
})

test('an answer that is no problem document, or not what was asked for, is "internal"', async () => {
  const { api } = answering(says(500, 'text/html', 'oops'))
  expect((await failure(api.texts())).code).toBe('internal')
  const { api: other } = answering(says(200, 'application/json', '{"sessions":[]}'))
  expect((await failure(other.sessions())).code).toBe('internal')
})

test('who is not signed in has no name and no sessions; that is no failure', async () => {
  const { api } = answering(refuses(new Problem('not-signed-in', 'Nobody is signed in.')))
  expect(await api.me()).toBeNull()
  expect(await api.sessions()).toEqual([])
  expect((await failure(api.session('abc'))).code).toBe('not-signed-in')
})

test('an export keeps the name the server gave it, in any script', async () => {
  const name = `attachment; filename="session.md"; filename*=UTF-8''${encodeURIComponent('研读会.md')}`
  const { api, seen } = answering(
    () => new Response('# 论学习', { headers: { 'content-disposition': name } }),
  )
  const { blob, fileName } = await api.exportSession('abc', 'markdown', {
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  })
  expect(fileName).toBe('研读会.md')
  expect(await blob.text()).toBe('# 论学习')
  const url = '/api/sessions/abc/export/markdown?locale=zh-CN&timeZone=Asia%2FShanghai'
  expect(seen).toEqual([{ method: 'GET', url, body: '' }])
})

test('a command goes out with the id it was given and comes back with its result', async () => {
  const { api, seen } = answering(says(200, 'application/json', '{"ok":true,"result":{"n":1}}'))
  expect(await api.command('abc', { id: 'c1', type: 'session.close' })).toEqual({ n: 1 })
  expect(seen[0]).toEqual({
    method: 'POST',
    url: '/api/sessions/abc/commands',
    body: '{"id":"c1","type":"session.close"}',
  })
})
