import type { Policy } from '@router/core'
import type { Router } from '@router/node-fetch'
import { Hono } from 'hono'
import { modelsOf } from '../gateway/models.js'

/**
 * A gateway in Hono: its requests are those of the platform already, and the signal in them tells that the client has left.
 * `serve({ fetch: app.fetch })` of @hono/node-server starts it.
 */
export function honoApp(router: Router, policy: Policy): Hono {
  const app = new Hono()
  app.get('/v1/models', () => Response.json(modelsOf(policy)))
  app.post('*', (context) => router.fetch(context.req.raw))
  return app
}
