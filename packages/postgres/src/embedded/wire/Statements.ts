/**
 * The names of the statements a session has prepared, so that they can be closed when it leaves: the backend stays.
 */
import { Ask } from "./frames.ts"

const statement = 0x53

export class Statements implements Iterable<string> {
  private readonly names = new Set<string>()

  get some(): boolean {
    return this.names.size > 0
  }

  read(type: number, bytes: Buffer): void {
    if (type === Ask.Parse) this.note(bytes.toString("utf8", 5, bytes.indexOf(0, 5)))
    if (type === Ask.Close && bytes[5] === statement) this.names.delete(bytes.toString("utf8", 6, bytes.indexOf(0, 6)))
  }

  [Symbol.iterator](): Iterator<string> {
    return this.names.values()
  }

  private note(name: string): void {
    if (name !== "") this.names.add(name)
  }
}
