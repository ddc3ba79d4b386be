// The contract.
export { Api } from "./Api.ts"
export * from "./Authentication.ts"
export * from "./errors.ts"
export { FieldError, type Problem, problemContentType, problemOf } from "./Problem.ts"
export { RequestId } from "./RequestId.ts"

// Serving it.
export * as AccountAuthentication from "./AccountAuthentication.ts"
export * as Authenticating from "./security/authenticate.ts"
export { ClientAddress } from "./security/ClientAddress.ts"
export { TrustedOrigins } from "./security/forgery.ts"
export * as HostAuthentication from "./HostAuthentication.ts"
export * as Http from "./Http.ts"
export { RequiredScope, type ScopeNeeded } from "./security/RequiredScope.ts"
export * as Server from "./server/Server.ts"
export { HostNotExposed, type ServerSettings } from "./server/ServerSettings.ts"
export * as Settings from "./server/settings.ts"
export type { Shown, Source } from "./security/sources.ts"
export * as TokenAuthentication from "./TokenAuthentication.ts"

// Using it.
export { type Client, type ClientOptions, makeClient } from "./client/makeClient.ts"
export * as SessionTokens from "./client/SessionTokens.ts"
