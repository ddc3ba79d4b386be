/**
 * Stands between a client and what it depends on, and spoils the connection as it is told: for tests of what an app does
 * while a dependency is down, slow, or talks nonsense.
 */
import { connect, createServer, type Server, type Socket } from "node:net"
import { Effect, type Scope } from "effect"
import { Lane, type Fault } from "./Lane.ts"

export type { Fault } from "./Lane.ts"

export interface FaultProxy {
  readonly port: number
  /** From now on, for what is connected and what will be; `refuse` and `reset` end what is connected. */
  readonly set: (fault: Fault) => Effect.Effect<void>
  /** What is connected never hears anything again; new connections are as they were. */
  readonly freeze: Effect.Effect<void>
  /** Connections taken so far. */
  readonly taken: () => number
}

export interface Upstream {
  readonly host?: string
  readonly port?: number
  /** A Unix socket instead. */
  readonly path?: string
}

export const start = (upstream: Upstream): Effect.Effect<FaultProxy, never, Scope.Scope> =>
  Effect.gen(function* () {
    const proxy = new Listener(upstream)
    yield* Effect.acquireRelease(proxy.listen, () => proxy.close)
    return {
      port: proxy.port,
      set: (fault) => proxy.set(fault),
      freeze: Effect.sync(() => proxy.freeze()),
      taken: () => proxy.taken
    }
  })

interface Link {
  readonly lanes: ReadonlyArray<Lane>
  readonly client: Socket
  readonly server: Socket
}

class Listener {
  port = 0
  taken = 0
  private fault: Fault = "pass"
  private server: Server | undefined
  private readonly links = new Set<Link>()
  private readonly upstream: Upstream

  constructor(upstream: Upstream) {
    this.upstream = upstream
  }

  readonly listen: Effect.Effect<void> = Effect.callback<void>((resume) => {
    this.server = createServer((client) => this.take(client))
    this.server.listen(this.port, "127.0.0.1", () => {
      const address = this.server?.address()
      if (typeof address === "object" && address !== null) this.port = address.port
      resume(Effect.void)
    })
  })

  readonly close: Effect.Effect<void> = Effect.callback<void>((resume) => {
    this.cut()
    if (this.server === undefined) return resume(Effect.void)
    this.server.close(() => resume(Effect.void))
    this.server = undefined
  })

  set(fault: Fault): Effect.Effect<void> {
    return Effect.suspend(() => {
      this.fault = fault
      if (fault === "reset" || fault === "refuse") this.cut()
      for (const { lanes } of this.links) for (const lane of lanes) lane.set(fault)
      // Only who does not listen is refused by the system.
      if (fault === "refuse") return this.close
      return this.server === undefined ? this.listen : Effect.void
    })
  }

  freeze(): void {
    for (const { lanes } of this.links) for (const lane of lanes) lane.set("hang")
    this.links.clear()
  }

  private cut(): void {
    for (const { client, server } of this.links) {
      client.resetAndDestroy()
      server.destroy()
    }
    this.links.clear()
  }

  private take(client: Socket): void {
    this.taken += 1
    if (this.fault === "reset") return void client.resetAndDestroy()
    const { host = "127.0.0.1", path, port = 0 } = this.upstream
    const server = path === undefined ? connect({ host, port }) : connect({ path })
    const lanes = [new Lane(client, server, this.fault, "asked"), new Lane(server, client, this.fault, "told")]
    const link = { lanes, client, server }
    this.links.add(link)
    for (const socket of [client, server]) {
      socket.on("error", () => {})
      socket.on("close", () => {
        this.links.delete(link)
        for (const lane of lanes) lane.stop()
        client.destroy()
        server.destroy()
      })
    }
  }
}
