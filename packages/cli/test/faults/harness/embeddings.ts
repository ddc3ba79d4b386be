/**
 * A provider of embeddings on this machine, whose vectors go by spelling.
 */
import { createServer } from "node:http"
import { Lexical } from "@loopi/core"
import { Effect, Schema } from "effect"

const Body = Schema.fromJsonString(Schema.Struct({ input: Schema.Array(Schema.String) }))

/** Gives its port. */
export const startEmbeddings = Effect.map(
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer((request, response) => {
        const parts: Array<Uint8Array> = []
        request.on("data", (part: Uint8Array) => parts.push(part))
        request.on("end", () => {
          const { input } = Schema.decodeSync(Body)(Buffer.concat(parts).toString("utf8"))
          const data = input.map((text, index) => ({ index, embedding: [...Lexical.lexicalVector(text)] }))
          response.setHeader("content-type", "application/json").end(JSON.stringify({ data }))
        })
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  ),
  (server) => {
    const address = server.address()
    return typeof address === "object" && address !== null ? address.port : 0
  }
)
