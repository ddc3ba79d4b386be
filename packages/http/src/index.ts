// The contract.
export { Api } from "./Api.ts"
export * from "./authentication/Authentication.ts"
export * from "./problems/errors.ts"
export { FieldError, type Problem, problemContentType, problemOf } from "./problems/Problem.ts"
export { RequestId } from "./requests/RequestId.ts"

// Serving it.
export * as AccountAuthentication from "./authentication/AccountAuthentication.ts"
export * as AdminServer from "./observability/AdminServer.ts"
export * as Authenticating from "./authentication/Authenticating.ts"
export { ClientAddress } from "./security/ClientAddress.ts"
export { TrustedOrigins } from "./authentication/forgery.ts"
export * as HostAuthentication from "./authentication/HostAuthentication.ts"
export * as Http from "./Http.ts"
export { RequiredScope, type ScopeNeeded } from "./authentication/RequiredScope.ts"
export * as Server from "./server/Server.ts"
export { HostNotExposed, type ServerSettings } from "./server/ServerSettings.ts"
export * as Settings from "./server/settings.ts"
export type { Shown, Source } from "./authentication/sources.ts"
export * as Telemetry from "./observability/Telemetry.ts"
export * as TokenAuthentication from "./authentication/TokenAuthentication.ts"

// Using it.
export { withKey } from "./client/givingKeys.ts"
export { type Client, type ClientOptions, makeClient } from "./client/makeClient.ts"
export * as SessionTokens from "./client/SessionTokens.ts"
