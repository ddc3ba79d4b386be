/**
 * A process that stands for the world outside a server: it takes whatever a collector would, and asks as often as it is
 * told to. So the server's process does nothing but serve.
 */
import { Agent, createServer, request } from "node:http"
import { text } from "node:stream/consumers"

export interface Load {
  readonly url: string
  readonly token: string
  readonly requests: number
  /** Sent by POST, with the number of the request in the place of `#`. */
  readonly body?: string
}

const agent = new Agent({ keepAlive: true })

const asked = ({ body, token, url }: Load, n: number) =>
  new Promise<void>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const method = body === undefined ? "GET" : "POST"
    request(url, { method, headers, agent }, (response) => {
      response.resume().on("end", () => {
        if ((response.statusCode ?? 500) < 300) resolve()
        else reject(new Error(`${method} ${url}: ${response.statusCode}`))
      })
    })
      .on("error", reject)
      .end(body?.replace("#", `${n}`))
  })

let sent = 0

/** Four at once. */
const loaded = (load: Load) => {
  const last = sent + load.requests
  const goOn = (): Promise<void> => (sent < last ? asked(load, ++sent).then(goOn) : Promise.resolve())
  return Promise.all([goOn(), goOn(), goOn(), goOn()])
}

const server = createServer((asking, response) => {
  if (asking.url !== "/load") return void asking.resume().on("end", () => response.end("{}"))
  text(asking)
    .then((told) => loaded(JSON.parse(told)))
    .then(
      () => response.end("done"),
      (error: unknown) => response.writeHead(500).end(String(error))
    )
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.stdout.write(`${typeof address === "object" ? address?.port : 0}\n`)
})
