/**
 * The program as `src/main.ts` runs it, but that it dies as by kill -9 where it is about to answer who asks for that: all
 * is kept, and nothing of the answer has left.
 */
import { ServerResponse } from "node:http"

const writeHead = Object.getOwnPropertyDescriptor(ServerResponse.prototype, "writeHead")

Object.defineProperty(ServerResponse.prototype, "writeHead", {
  value(this: ServerResponse, ...args: ReadonlyArray<unknown>) {
    if (this.req.headers["x-last-breath"] === undefined) return Reflect.apply(writeHead?.value, this, args)
    process.kill(process.pid, "SIGKILL")
    return this
  }
})

await import("../../src/main.ts")
