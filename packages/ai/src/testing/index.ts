// For tests of whatever asks a model: a server that speaks the wire format.
export * as MessagesServer from "./MessagesServer.ts"
export { type ModelRequest, plausible } from "./plausible.ts"
export { type Plain, problem, type Reply, type Streamed, type TokensTold } from "./replies.ts"
