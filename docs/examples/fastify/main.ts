import { createRouter } from '@router/node-fetch'
import { loopbackRouting } from '../gateway/loopback-file.js'
import { fastifyApp } from './app.js'

const { policy, upstreams } = await loopbackRouting()
console.log(await fastifyApp(createRouter({ policy, upstreams }), policy).listen({ port: 8789, host: '127.0.0.1' }))
