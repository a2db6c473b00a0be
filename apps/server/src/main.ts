/** The program: configuration, start, address, stop. Everything it composes is in `server.ts`. */
import { networkInterfaces } from 'node:os'
import { type Config, readConfig, StartError } from './config.ts'
import { start } from './server.ts'

try {
  const config = readConfig(process.env, process.argv.slice(2))
  const lectern = await start(config)
  announce(lectern.url, config)
  stopOnSignal(() => lectern.close())
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exit(1)
}

/** Tells where Lectern is open: here, and for the others. */
function announce(url: string, { host, publicUrl }: Config) {
  console.log(`Lectern is open at ${url}`)
  if (publicUrl) return console.log(`Others reach it at ${publicUrl}`)
  const nearby = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  if (!host && nearby) console.log(`Others on this network: http://${nearby.address}:${new URL(url).port}`)
}

/** The first signal stops gracefully; a second one, or ten seconds, ends the process at once. */
function stopOnSignal(close: () => Promise<void>) {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), 10_000).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
}
