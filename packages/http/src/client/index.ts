// For browsers and Node alike: nothing here needs either.
export { Api } from "../Api.ts"
export { type ProblemCode, problemCodes } from "../problems/errors.ts"
export { withKey } from "./givingKeys.ts"
export { type Client, type ClientOptions, makeClient } from "./makeClient.ts"
export * from "./SessionTokens.ts"
