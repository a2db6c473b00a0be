/** Composes the parts into a running server, and takes them apart again in an order that loses nothing. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openSqlite } from '@lectern/storage'
import { Allowances, Rooms } from '@lectern/sync'
import { pino } from 'pino'
import * as z from 'zod/mini'
import { createApp } from './app.ts'
import { serveCollab } from './collab.ts'
import { type Config, StartError } from './config.ts'
import { type Context, newId } from './context.ts'
import { keptSecret, lockDataDir, openDataDir } from './data-dir.ts'
import { Drafts } from './drafts.ts'
import { Identity } from './identity.ts'
import { Invitations } from './invites.ts'
import { createLive } from './live.ts'
import { createMetrics } from './metrics.ts'
import { recordRulings } from './rulings.ts'
import { addSeeds } from './texts.ts'
import { HeldNotes } from './meeting/held.ts'
import { Turns } from './turns.ts'

/** How long requests under way may take when the server stops, ms. */
const PATIENCE = 3_000

export type Lectern = { url: string; close(): Promise<void> }

/**
 * Starts the whole server. Resolves when it answers.
 * @param now what time it is for people and their words, ms since 1970
 * @throws StartError: a sentence for whoever starts it
 */
export async function start(config: Config, now: () => number = Date.now): Promise<Lectern> {
  z.config(z.locales.en())
  await openDataDir(config.dataDir)
  const unlock = lockDataDir(config.dataDir)
  try {
    const lectern = await compose(config, now)
    return { url: lectern.url, close: () => lectern.close().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

async function compose(config: Config, now: () => number): Promise<Lectern> {
  const secret = config.secret ?? (await keptSecret(config.dataDir))
  const storage = await openSqlite(join(config.dataDir, 'lectern.sqlite')).catch((error: Error) => {
    throw new StartError(error.message)
  })
  // Words for people go to stdout, lines for machines to stderr.
  const log = pino({ level: config.logLevel, base: undefined }, pino.destination({ dest: 2, sync: true }))
  const metrics = createMetrics()
  const allowances = config.rateLimit === null ? undefined : new Allowances()
  const rooms = new Rooms({
    log: storage.log,
    now,
    allowances,
    watch: metrics.watch,
    onError: (error, document) => log.error({ err: error as Error, document }, 'document'),
    onRuled: ({ sessionId }, personId, rulings) =>
      void recordRulings(context, sessionId, personId, rulings).catch((error: unknown) =>
        log.error({ err: error as Error, session: sessionId }, 'a ruling is not in the record'),
      ),
    onOwn: (document) =>
      void context.held
        .changed(context, document)
        .catch((error: unknown) =>
          log.error({ err: error as Error, session: document.sessionId }, 'held notes are not counted'),
        ),
  })

  const server = createServer()
  const live = createLive()
  const context: Context = {
    config,
    storage,
    rooms,
    live,
    identity: new Identity(secret, config.publicUrl?.startsWith('https:') ?? false, now),
    invites: new Invitations(secret, storage),
    drafts: new Drafts(now, newId),
    held: new HeldNotes((sessionId) => live.announce(sessionId)),
    turns: new Turns(),
    log,
    now,
    draining: false,
  }
  metrics.observe({ rooms, allowances, live: () => live.connections() })
  const collab = serveCollab(server, context)
  try {
    server.on('request', createApp(context, metrics))
    live.serve(server, context)
    await addSeeds(context)
    await listen(server, config)
  } catch (error) {
    await Promise.all([collab.close(), rooms.close()])
    await storage.close()
    throw error
  }

  const close = async () => {
    context.draining = true
    const answered = new Promise((resolve) => server.close(resolve))
    const hurry = setTimeout(() => server.closeAllConnections(), PATIENCE)
    server.closeIdleConnections()
    const quiet = live.close() // ends with the last connection, so it is waited for last
    await context.turns.settled()
    await rooms.close()
    await collab.close()
    await Promise.all([quiet, answered])
    clearTimeout(hurry)
    metrics.registry.clear()
    await storage.close()
  }
  return { url: urlOf(server, config), close }
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(whyNot(error, port, host))))
    server.listen({ port, host }, resolve)
  })
}

function whyNot({ code }: NodeJS.ErrnoException, port: number, host: string | undefined): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that program, or set PORT to another number.`
  }
  if (code === 'EACCES') return `Port ${port} is not open to this user. Set PORT to a number above 1023.`
  if (code === 'EADDRNOTAVAIL')
    return `HOST ${host} is not an address of this machine. Leave HOST out, or correct it.`
  return `Lectern cannot listen on port ${port} (${code}). Set PORT to another number.`
}

function urlOf(server: Server, { host }: Config): string {
  const { port } = server.address() as AddressInfo
  const everywhere = !host || host === '0.0.0.0' || host === '::'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
