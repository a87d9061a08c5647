import { serve } from '@hono/node-server'
import { createRouter } from '@router/node-fetch'
import { loopbackRouting } from '../gateway/loopback-file.js'
import { honoApp } from './app.js'

const { policy, upstreams } = await loopbackRouting()
const app = honoApp(createRouter({ policy, upstreams }), policy)
serve({ fetch: app.fetch, port: 8788, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}`))
