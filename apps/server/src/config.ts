/**
 * Configuration: the environment parsed once into plain values, or one sentence that says which variable is wrong and
 * what to write instead. Touches no file. Every variable is listed in the README.
 */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'

/** Why Lectern cannot start, in a sentence for whoever started it. */
export class StartError extends Error {}

export type Config = {
  /** 0 takes any free port. */
  port: number
  /** Address to listen on; undefined = every interface, so that people on the same network can join. */
  host: string | undefined
  dataDir: string
  /** Origin people reach Lectern at, without a trailing slash; undefined = as each request says. */
  publicUrl: string | undefined
  /** Key of cookies and invitations; undefined = made once and kept in `dataDir`. */
  secret: string | undefined
  logLevel: (typeof LEVELS)[number]
  /** API requests per minute and address; null = unlimited. */
  rateLimit: number | null
  /** Number of reverse proxies in front whose X-Forwarded-* headers are believed. */
  trustProxy: number
  /** The texts that come with Lectern. */
  seedsDir: string
  /** The built page; null = somebody else serves it (`pnpm dev`). */
  webDir: string | null
}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const root = fileURLToPath(new URL('../../..', import.meta.url))
/** Where `vite` serves the page in development. */
const DEVELOPMENT_PAGE = 'http://localhost:5173'

const wholeNumber = (name: string, from: number, to: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/, `${name} must be a whole number from ${from} to ${to}.`)),
    z.pipe(
      z.transform(Number),
      z
        .number()
        .check(z.gte(from, `${name} must be at least ${from}.`), z.lte(to, `${name} must be at most ${to}.`)),
    ),
  )
const urlOf = (value: string): URL | undefined => (URL.canParse(value) ? new URL(value) : undefined)
const notYet = (name: string, protocol: RegExp, what: string) =>
  z.string().check(
    z.refine(
      (value) => protocol.test(urlOf(value)?.protocol ?? ''),
      `${name} is not the address of ${what}.`,
    ),
    z.refine(
      () => false,
      `${name} is set, but this version of Lectern does not use ${what} yet: it keeps everything in DATA_DIR. Remove ${name} and start again.`,
    ),
  )

const Environment = z.object({
  PORT: z.optional(wholeNumber('PORT', 0, 65_535)),
  HOST: z.optional(
    z
      .string()
      .check(
        z.refine(
          (value) => isIP(value) > 0 || value === 'localhost',
          'HOST must be an address of this machine, e.g. 127.0.0.1 for this machine only, or 0.0.0.0 for every network.',
        ),
      ),
  ),
  DATA_DIR: z.optional(z.string()),
  DATABASE_URL: z.optional(notYet('DATABASE_URL', /^postgres(ql)?:$/, 'PostgreSQL')),
  REDIS_URL: z.optional(notYet('REDIS_URL', /^rediss?:$/, 'Redis')),
  PUBLIC_URL: z.optional(
    z.string().check(
      z.refine((value) => {
        const url = urlOf(value)
        return !!url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
      }, 'PUBLIC_URL must be an address without a path, e.g. https://lectern.example.org.'),
    ),
  ),
  SECRET: z.optional(
    z
      .string()
      .check(z.minLength(32, 'SECRET must have at least 32 characters; or leave it out and one is made.')),
  ),
  LOG_LEVEL: z.optional(z.enum(LEVELS, `LOG_LEVEL must be one of ${LEVELS.join(', ')}.`)),
  RATE_LIMIT: z.optional(z.union([z.literal('off'), wholeNumber('RATE_LIMIT', 1, 1_000_000)])),
  TRUST_PROXY: z.optional(wholeNumber('TRUST_PROXY', 0, 10)),
})

/**
 * @param env empty values count as not given; other variables are not looked at
 * @param args `--dev`: the page is served by Vite, nothing is built
 * @throws StartError
 */
export function readConfig(
  env: { readonly [name: string]: string | undefined },
  args: readonly string[] = [],
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    const sentence =
      issue.path[0] === 'RATE_LIMIT'
        ? 'RATE_LIMIT must be a number of requests per minute, or "off".'
        : issue.message
    throw new StartError(sentence)
  }
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, SECRET, LOG_LEVEL, RATE_LIMIT, TRUST_PROXY } = parsed.data
  const dev = args.includes('--dev')
  return {
    port: PORT ?? 3000,
    host: HOST,
    dataDir: DATA_DIR ? resolve(DATA_DIR) : resolve(root, 'data'),
    publicUrl: PUBLIC_URL ? new URL(PUBLIC_URL).origin : dev ? DEVELOPMENT_PAGE : undefined,
    secret: SECRET,
    logLevel: LOG_LEVEL ?? 'info',
    rateLimit: RATE_LIMIT === 'off' ? null : (RATE_LIMIT ?? 1_800),
    trustProxy: TRUST_PROXY ?? 0,
    seedsDir: resolve(root, 'seeds'),
    webDir: dev ? null : resolve(root, 'apps/web/dist'),
  }
}
