/** The HTTP side as one express application: protection, routes, the page, and every failure as a problem document. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LIMITS, Problem } from '@lectern/model'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import { MulterError } from 'multer'
import { pinoHttp } from 'pino-http'
import { notFound } from './access.ts'
import { type Config, StartError } from './config.ts'
import type { Context } from './context.ts'
import { isSameSite } from './identity.ts'
import type { Metrics } from './metrics.ts'
import { unexpected, register } from './route.ts'
import { allRoutes } from './routes/index.ts'

function protection({ publicUrl }: Config): RequestHandler {
  const https = publicUrl?.startsWith('https:') ?? false
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Both mean nothing, or a warning in the console, where the page comes over plain http.
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  })
}

/** Method, path, status and time; no words, no cookie, no query. */
const logging = ({ log }: Context) =>
  pinoHttp({
    logger: log,
    quietReqLogger: true,
    customLogLevel: (_, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      err: ({ type, message, stack }: { type: string; message: string; stack: string }) => ({
        type,
        message,
        stack,
      }),
    },
  })

/** One address may be a whole class, so the numbers are generous. */
function limiter(perWindow: number | null, windowMs: number): RequestHandler {
  if (perWindow === null) return (_request, _response, next) => next()
  return rateLimit({
    windowMs,
    limit: perWindow,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    validate: { xForwardedForHeader: false },
    handler: (_request, _response, next) =>
      next(
        new Problem(
          'too-fast',
          `From one address ${perWindow} requests are taken in ${windowMs / 60_000} min. Wait a little.`,
          { limit: perWindow },
        ),
      ),
  })
}

/** Puts the caller of the cookie into `response.locals`, and keeps other sites from acting in their name. */
const identify =
  ({ identity, config }: Context): RequestHandler =>
  (request, response, next) => {
    const caller = identity.read(request.headers.cookie)
    response.locals['caller'] = caller
    if (caller?.renew) response.append('Set-Cookie', identity.cookie(caller.personId))
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (reading || isSameSite(request, config.publicUrl)) return next()
    next(
      new Problem(
        'bad-origin',
        'This request comes from a page of another site. Use Lectern from its own page.',
      ),
    )
  }

/** The built page: names with a hash never change, everything else is asked for again. */
function page(app: Express, webDir: string): void {
  if (!existsSync(join(webDir, 'index.html'))) {
    throw new StartError(
      `The page is not built: ${webDir} has no index.html. Run "npx --yes pnpm@12.21.0 run build" first.`,
    )
  }
  app.use(
    express.static(webDir, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const hashed = path.startsWith(join(webDir, 'assets'))
        response.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  app.get('/{*page}', (request, response, next) => {
    if (!isPage(request)) return next()
    response.set('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: webDir, cacheControl: false })
  })
}
const isPage = ({ path }: Request) => !/^\/(api|collab|live|assets)(\/|$)/.test(path) && !/\.\w+$/.test(path)

const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error
  if (error instanceof MulterError) {
    return error.code === 'LIMIT_FILE_SIZE'
      ? new Problem('too-large', `A file may have ${LIMITS.uploadBytes} bytes.`, {
          limit: LIMITS.uploadBytes,
        })
      : new Problem('bad-request', `The form cannot be read: ${error.message}.`)
  }
  const { type, status, expose } = error as { type?: string; status?: number; expose?: boolean }
  if (type === 'entity.too.large') {
    return new Problem('too-large', `A request may have ${LIMITS.jsonBytes} bytes.`, {
      limit: LIMITS.jsonBytes,
    })
  }
  if (type === 'entity.parse.failed') return new Problem('bad-request', 'The body is not valid JSON.')
  if (status === 415) return new Problem('unsupported-format', 'Send UTF-8, not compressed or with gzip.')
  if (status === 404) return notFound('address')
  if (status && status < 500 && expose !== false)
    return new Problem('bad-request', 'The request cannot be read.')
  return undefined
}

const failed: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error)
  let problem = problemOf(error)
  if (!problem) {
    response.err = error as Error // logged with the request
    problem = unexpected()
  }
  response
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .set('Content-Type', 'application/problem+json')
    .send(JSON.stringify(problem))
}

/** @throws StartError when the page is not built */
export function createApp(context: Context, metrics: Metrics): Express {
  const { config } = context
  const app = express()
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', 'simple')
  app.use(logging(context), metrics.measure, protection(config), compression())
  app.use('/api', limiter(config.rateLimit, 60_000), identify(context))
  register(app, context, allRoutes(context, metrics), {
    texts: limiter(config.rateLimit && Math.ceil(config.rateLimit / 15), 10 * 60_000),
  })
  if (config.webDir) page(app, config.webDir)
  app.use((_request, _response, next) => next(notFound('address')))
  app.use(failed)
  return app
}
