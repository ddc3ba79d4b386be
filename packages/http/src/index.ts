// The contract.
export { Api } from "./Api.ts"
export * from "./Authentication.ts"
export * from "./errors.ts"
export { FieldError, type Problem, problemContentType, problemOf } from "./Problem.ts"
export { RequestId } from "./RequestId.ts"

// Serving it.
export * as Http from "./Http.ts"
export * as Server from "./server/Server.ts"
export * as TokenAuthentication from "./TokenAuthentication.ts"

// Using it.
export * from "./client.ts"
