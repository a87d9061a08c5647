import type { Policy } from '@router/core'
import type { Router } from '@router/node-fetch'
import Fastify, { type FastifyInstance } from 'fastify'
import { modelsOf } from '../gateway/models.js'

/** The most that the router keeps of a body. */
const bodyLimit = 32 * 1024 * 1024

/**
 * A gateway in Fastify: bodies are left as the text that they are, since the router changes nothing but the model in them,
 * and what the router answers is sent as it is.
 */
export function fastifyApp(router: Router, policy: Policy): FastifyInstance {
  const app = Fastify({ bodyLimit })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body))
  app.get('/v1/models', async () => modelsOf(policy))
  app.post('*', async (request, reply) => {
    const left = new AbortController()
    reply.raw.on('close', () => left.abort())
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string])
    const body = String(request.body ?? '')
    return await router.fetch(`http://gateway${request.url}`, { method: 'POST', headers, body, signal: left.signal })
  })
  return app
}
