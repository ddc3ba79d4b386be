/**
 * What a server of the Messages API sends back, byte for byte as it would be sent.
 */

/** Tokens a reply tells of. */
export interface TokensTold {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cache_creation_input_tokens?: number
  readonly cache_read_input_tokens?: number
}

/** A reply that is streamed. */
export interface Streamed {
  /** What the model writes: in one piece, or in the pieces it comes in. */
  readonly text: string | ReadonlyArray<string>
  readonly usage?: TokensTold
  readonly stop?: string
  /** An error in the place of the end, as an event. */
  readonly error?: { readonly type: string; readonly message?: string; readonly details?: object }
}

/** A reply as it is: an error with its status, or bytes nobody expects. */
export interface Plain {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | object
}

/** How a reply gets there. */
export interface Delivery {
  /** Bytes of the body after which the connection is torn down. */
  readonly cutAfter?: number
  /** Bytes of the body after which nothing more comes, and the connection stays. */
  readonly hangAfter?: number
  /** Milliseconds before the first byte. */
  readonly delayMs?: number
  /** Milliseconds between one byte and the next. */
  readonly dripMs?: number
}

export type Reply = (Streamed | Plain) & Delivery

/** Bytes to be sent, and how many tokens they tell of by then. */
export interface Part {
  readonly bytes: Buffer
  readonly told?: TokensTold
}

const event = (type: string, fields: object, told?: TokensTold): Part => ({
  bytes: Buffer.from(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`),
  ...(told === undefined ? {} : { told })
})

/** The events of a streamed reply, in the order and the shape that Anthropic's API has them. */
export const eventsOf = (reply: Streamed, model: string, n: number): ReadonlyArray<Part> => {
  const pieces = typeof reply.text === "string" ? (reply.text.match(/[^]{1,24}/g) ?? []) : reply.text
  const usage = reply.usage ?? { input_tokens: 100 + n, output_tokens: 10 + pieces.length }
  const first = { ...usage, output_tokens: Math.min(1, usage.output_tokens) }
  const message = { id: `msg_${n}`, type: "message", role: "assistant", model, content: [] }
  const end =
    reply.error === undefined
      ? [
          event("content_block_stop", { index: 0 }),
          event(
            "message_delta",
            {
              delta: { stop_reason: reply.stop ?? "end_turn", stop_sequence: null },
              usage: { output_tokens: usage.output_tokens }
            },
            usage
          ),
          event("message_stop", {})
        ]
      : [event("error", { error: reply.error, request_id: `req_${n}` })]
  return [
    event("message_start", { message: { ...message, stop_reason: null, stop_sequence: null, usage: first } }, first),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    event("ping", {}),
    ...pieces.map((text) => event("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
    ...end
  ]
}

/** An error as the API words it. */
export const problem = (
  status: number,
  type: string,
  headers: Record<string, string> = {},
  more: object = {}
): Plain => ({
  status,
  headers,
  body: { type: "error", error: { type, message: `This is a ${type}.`, ...more }, request_id: `req_${status}` }
})
