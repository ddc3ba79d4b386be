/**
 * The message types of the Postgres wire protocol that a go-between has to know, and how to build the few it sends.
 */
export const Ask = {
  Bind: 0x42,
  Close: 0x43,
  CopyData: 0x64,
  CopyDone: 0x63,
  CopyFail: 0x66,
  Describe: 0x44,
  Execute: 0x45,
  Flush: 0x48,
  FunctionCall: 0x46,
  Parse: 0x50,
  Query: 0x51,
  Sync: 0x53,
  Terminate: 0x58
} as const

export const Answer = {
  BackendKeyData: 0x4b,
  CopyIn: 0x47,
  Error: 0x45,
  Notification: 0x41,
  Ready: 0x5a
} as const

/** One whole message: its type, a length and its body. */
export function frame(type: number, body: Uint8Array | string = ""): Buffer {
  const bytes = Buffer.from(body)
  const head = Buffer.alloc(5)
  head[0] = type
  head.writeUInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}

export const query = (sql: string): Buffer => frame(Ask.Query, `${sql}\0`)

export const copyFail = (reason: string): Buffer => frame(Ask.CopyFail, `${reason}\0`)

/** An error as the backend would send it, followed by "ready, no transaction". */
export const refusal = (code: string, message: string): Buffer =>
  Buffer.concat([frame(Answer.Error, `SERROR\0VERROR\0C${code}\0M${message}\0\0`), frame(Answer.Ready, "I")])

/** A greeting of the backend with the number and secret by which another connection may cancel *this* session. */
export function greet(greeting: Buffer, pid: number, secret: number): Buffer {
  const frames: Array<Buffer> = []
  for (let at = 0; at < greeting.length;) {
    const end = at + 1 + greeting.readUInt32BE(at + 1)
    if (greeting[at] !== Answer.BackendKeyData) frames.push(greeting.subarray(at, end))
    else frames.push(frame(Answer.BackendKeyData, numbers(pid, secret)))
    at = end
  }
  return Buffer.concat(frames)
}

/**
 * What brings the backend back to rest, whatever its client left behind.
 *
 * After an error in the extended protocol everything up to a Sync is skipped, and without one a Sync would commit the
 * work of an unfinished exchange: hence a ROLLBACK on either side of it.
 */
export const farewell = (statements: Iterable<string>): Buffer =>
  Buffer.concat([
    query("ROLLBACK"),
    frame(Ask.Sync),
    query("ROLLBACK"),
    ...Array.from(statements, (name) => frame(Ask.Close, `S${name}\0`)),
    frame(Ask.Sync)
  ])

function numbers(...values: Array<number>): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index))
  return bytes
}
