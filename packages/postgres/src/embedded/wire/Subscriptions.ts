/**
 * Which channels a session listens to, read off its own LISTEN and UNLISTEN statements.
 *
 * All sessions share one backend, so the backend only knows that *somebody* listens. Its UNLISTEN would deafen every
 * other session: it is sent on for a channel that nobody uses, which answers the same and changes nothing.
 */
import { Ask, frame } from "./frames.ts"

const nobody = `UNLISTEN "nobody listens here"`
const statement = /(?<=^|;)\s*(un)?listen\s+(\*|"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)/giu

export class Subscriptions {
  private readonly channels = new Set<string>()

  has(channel: string): boolean {
    return this.channels.has(channel)
  }

  /** Notes what a message subscribes to and gives back the message to send in its place. */
  read(type: number, bytes: Buffer): Buffer {
    if (type !== Ask.Query && type !== Ask.Parse) return bytes
    const start = type === Ask.Query ? 5 : bytes.indexOf(0, 5) + 1
    const end = bytes.indexOf(0, start)
    // A long statement is data, not a subscription; looking through it would cost more than it says.
    if (end < 0 || end - start > 4096) return bytes
    const sql = bytes.toString("utf8", start, end)
    if (!/listen/i.test(sql)) return bytes
    const shared = sql.replaceAll(statement, (text, un: string | undefined, name: string) => this.note(text, un, name))
    return shared === sql
      ? bytes
      : frame(type, Buffer.concat([bytes.subarray(5, start), Buffer.from(shared), bytes.subarray(end)]))
  }

  private note(text: string, un: string | undefined, name: string): string {
    const channel = name.startsWith(`"`) ? name.slice(1, -1).replaceAll(`""`, `"`) : name.toLowerCase()
    if (un === undefined) {
      this.channels.add(channel)
      return text
    }
    if (name === "*") this.channels.clear()
    else this.channels.delete(channel)
    return nobody
  }
}
