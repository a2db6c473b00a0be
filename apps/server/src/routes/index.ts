/** The table of all routes. A row here is served and described; nothing else is. */
import type { Context } from '../context.ts'
import type { Metrics } from '../metrics.ts'
import type { Route } from '../route.ts'
import { discussionRoutes } from './discussion.ts'
import { serviceRoutes } from './service.ts'
import { sessionRoutes } from './sessions.ts'
import { textRoutes } from './texts.ts'

export function allRoutes(context: Context, metrics: Metrics): Route[] {
  const routes: Route[] = [
    ...sessionRoutes(context),
    ...discussionRoutes(context),
    ...textRoutes(context),
    ...serviceRoutes(context, metrics, () => routes),
  ]
  return routes
}
