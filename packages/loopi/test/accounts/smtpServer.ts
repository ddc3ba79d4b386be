/**
 * A mail server for tests, on a port of this machine: takes mails, or behaves as badly as it is told.
 */
import { createServer, type Socket } from "node:net"
import { Effect } from "effect"

export interface Behaviour {
  /** What it says to a command, in the place of what a good server would. */
  readonly answers?: Readonly<Record<string, string>>
  /** Never says anything. */
  readonly silent?: boolean
}

export interface Received {
  readonly commands: ReadonlyArray<string>
  readonly mails: ReadonlyArray<string>
  readonly clear: () => void
}

const good: Readonly<Record<string, string>> = {
  EHLO: "250-test\r\n250 8BITMIME",
  MAIL: "250 fine",
  RCPT: "250 fine",
  DATA: "354 go on",
  ".": "250 taken",
  QUIT: "221 bye"
}

/** Listens as long as its scope lasts. */
export const smtpServer = ({ answers = {}, silent = false }: Behaviour = {}) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly url: string; readonly received: Received; readonly close: () => void }>((resume) => {
      const commands: Array<string> = []
      const mails: Array<string> = []
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on("error", () => socket.destroy())
        if (!silent) converse(socket, { ...good, ...answers }, commands, mails)
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const port = typeof address === "object" ? (address?.port ?? 0) : 0
        const clear = () => void commands.splice(0)
        const close = () => {
          for (const socket of sockets) socket.destroy()
          server.close()
        }
        resume(Effect.succeed({ url: `smtp://127.0.0.1:${port}`, received: { commands, mails, clear }, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const converse = (
  socket: Socket,
  answers: Readonly<Record<string, string>>,
  commands: Array<string>,
  mails: Array<string>
) => {
  let heard = ""
  let inMail = false
  const say = (verb: string) => socket.write(`${answers[verb] ?? "502 unknown"}\r\n`)
  const hear = (line: string) => {
    commands.push(line)
    const verb = line.slice(0, 4).toUpperCase()
    inMail = verb === "DATA" && (answers["DATA"]?.startsWith("354") ?? false)
    say(verb)
  }
  socket.write("220 test\r\n")
  socket.on("data", (bytes) => {
    heard += bytes.toString("latin1")
    for (;;) {
      const mark = inMail ? "\r\n.\r\n" : "\r\n"
      const end = heard.indexOf(mark)
      if (end < 0) return
      const text = heard.slice(0, end)
      heard = heard.slice(end + mark.length)
      if (!inMail) hear(text)
      else {
        inMail = false
        mails.push(text)
        say(".")
      }
    }
  })
}
