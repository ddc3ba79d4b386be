/**
 * A proxy as people put one before two servers: it spreads requests over those that say they are ready, asks them so
 * every little while, and sends no request a second time.
 */
import { Agent, createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect } from "effect"

export interface Proxy {
  readonly port: number
  /** A server to send requests to as soon as it is ready. */
  readonly add: (address: string) => void
  readonly remove: (address: string) => void
  /** Those that are ready. */
  readonly ready: () => ReadonlyArray<string>
}

const asksEvery = 200

export const startProxy = Effect.gen(function* () {
  const isReady = new Map<string, boolean>()
  const silent = new Map<string, number>()
  const agent = new Agent({ keepAlive: true })
  const ready = () => [...isReady].flatMap(([address, is]) => (is ? [address] : []))
  let turn = 0

  const look = () => {
    for (const address of isReady.keys()) {
      const said = (is: boolean) => {
        silent.set(address, 0)
        if (isReady.has(address)) isReady.set(address, is)
      }
      // Being slow once is no reason to be left out; saying no is.
      const saidNothing = () => {
        silent.set(address, (silent.get(address) ?? 0) + 1)
        if ((silent.get(address) ?? 0) >= 3) said(false)
      }
      request(`${address}/api/ready`, { agent: false, timeout: 3_000 }, (response) => {
        said(response.statusCode === 200)
        response.resume()
      })
        .on("error", saidNothing)
        .end()
    }
  }

  const server = createServer((asked, answer) => {
    const targets = ready()
    const address = targets[turn++ % targets.length]
    if (address === undefined) {
      answer.writeHead(502, { "x-proxy": "no server is ready" }).end()
      return
    }
    const { headers, method, url } = asked
    const passed = request(`${address}${url}`, { agent, method: method ?? "GET", headers }, (response) => {
      // What concerns this connection is not passed on.
      const { connection: _, ...rest } = response.headers
      answer.writeHead(response.statusCode ?? 502, rest)
      response.pipe(answer)
    })
    passed.on("error", (error) => {
      if (!answer.headersSent) answer.writeHead(502, { "x-proxy": `${address}: ${error.message}` })
      answer.end()
    })
    asked.pipe(passed)
  })
  // Never closes a connection on which a learner may just be asking.
  server.keepAliveTimeout = 0
  const looking = setInterval(look, asksEvery)
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.sync(() => {
        clearInterval(looking)
        agent.destroy()
        server.close().closeAllConnections()
      })
  )
  const address = server.address() satisfies AddressInfo | string | null
  const proxy: Proxy = {
    port: typeof address === "object" && address !== null ? address.port : 0,
    add: (added) => void isReady.set(added, false),
    remove: (removed) => void isReady.delete(removed),
    ready
  }
  return proxy
})
