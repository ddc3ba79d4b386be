/**
 * What can be set about the server from the environment: the one table that reads it, its help and the documents share.
 */
import { Config, Duration, Effect, Option, Result, Schema } from "effect"
import { IpNetwork, NetAddress } from "effect/net"
import { defaults, type ServerSettings } from "./ServerSettings.ts"

export interface Setting<A> {
  readonly name: string
  readonly means: string
  /** What it may be, as in "Set it to ...". */
  readonly expects: string
  /** What it is where nobody sets it. */
  readonly otherwise: string
  readonly parse: (text: string) => Option.Option<A>
}

/** A setting cannot be read. What it says is not repeated: it may be a secret that went astray. */
export class SettingRefused extends Schema.TaggedError<SettingRefused>()("SettingRefused", {
  name: Schema.String,
  expects: Schema.String
}) {}

const address = {
  expects: "an IP address, as in 127.0.0.1 or 0.0.0.0",
  parse: (text: string) => Option.map(Result.getSuccess(NetAddress.ipFromString(text)), NetAddress.formatIp)
}

export const settings = {
  host: {
    name: "LOOPI_HOST",
    means: "the address to listen on; one that others reach needs --expose",
    otherwise: defaults.host,
    ...address
  },
  port: { name: "PORT", means: "the port to listen on; 0 takes a free one", otherwise: "3000", ...whole(0, 65_535) },
  hosts: {
    name: "LOOPI_HOSTS",
    means: "the names it is asked for by, besides localhost; requests for other names are refused",
    expects: "host names without ports, separated by commas",
    otherwise: "none on loopback, else any",
    parse: list((text) => Option.liftPredicate(text.toLowerCase(), (name) => /^[a-z0-9.:[\]-]{1,253}$/.test(name)))
  },
  corsOrigins: {
    name: "LOOPI_CORS_ORIGINS",
    means: "the origins whose pages may ask with the cookies of whoever is signed in",
    expects: "origins separated by commas, as in https://learn.example",
    otherwise: "none",
    parse: list((text) => Option.liftPredicate(text, isOrigin))
  },
  trustedProxies: {
    name: "LOOPI_TRUSTED_PROXIES",
    means: "the proxies whose word is taken for the address of a client",
    expects: "addresses or networks separated by commas, as in 10.0.0.0/8",
    otherwise: "none",
    parse: list(network)
  },
  maxConnections: {
    name: "LOOPI_MAX_CONNECTIONS",
    means: "how many connections are held at once",
    otherwise: "2000",
    ...whole(1, 100_000)
  },
  maxConnectionsPerAddress: {
    name: "LOOPI_MAX_CONNECTIONS_PER_ADDRESS",
    means: "how many of them from one address that is no trusted proxy",
    otherwise: "256",
    ...whole(1, 100_000)
  },
  requestTimeout: {
    name: "LOOPI_REQUEST_TIMEOUT",
    means: "how long a request may take to arrive",
    otherwise: "30 seconds",
    ...duration("1 second", "10 minutes")
  },
  idleTimeout: {
    name: "LOOPI_IDLE_TIMEOUT",
    means: "how long a connection stays open between requests; behind a proxy, longer than the proxy keeps it",
    otherwise: "5 seconds",
    ...duration("1 second", "1 hour")
  },
  drainDelay: {
    name: "LOOPI_DRAIN_DELAY",
    means: "how long requests are still taken once /api/ready says that the server goes away",
    otherwise: "5 seconds where others reach it, else none",
    ...duration("0 seconds", "5 minutes")
  },
  drainTimeout: {
    name: "LOOPI_DRAIN_TIMEOUT",
    means: "how long requests in progress may take to end after that",
    otherwise: "20 seconds",
    ...duration("0 seconds", "10 minutes")
  },
  maxWatches: {
    name: "LOOPI_MAX_WATCHES",
    means: "how many may watch runs at once",
    otherwise: "500",
    ...whole(1, 100_000)
  },
  maxWatchesPerLearner: {
    name: "LOOPI_MAX_WATCHES_PER_LEARNER",
    means: "how many of them for one learner",
    otherwise: "10",
    ...whole(1, 1_000)
  },
  adminPort: {
    name: "LOOPI_ADMIN_PORT",
    means: "the port of another listener, for metrics and readiness alone; 0 takes a free one",
    otherwise: "none",
    ...whole(0, 65_535)
  },
  adminHost: {
    name: "LOOPI_ADMIN_HOST",
    means: "the address of that one; one that others reach needs --expose",
    otherwise: defaults.adminHost,
    ...address
  }
} satisfies { readonly [K in keyof ServerSettings]?: Setting<ServerSettings[K]> }

/** What the environment says. An empty setting is one that was not made. */
export const fromConfig: Effect.Effect<ServerSettings, SettingRefused | Config.ConfigError> = Effect.map(
  Effect.all({
    host: read(settings.host, defaults.host),
    port: read(settings.port, defaults.port),
    hosts: read(settings.hosts, defaults.hosts),
    corsOrigins: read(settings.corsOrigins, defaults.corsOrigins),
    trustedProxies: read(settings.trustedProxies, defaults.trustedProxies),
    maxConnections: read(settings.maxConnections, defaults.maxConnections),
    maxConnectionsPerAddress: read(settings.maxConnectionsPerAddress, defaults.maxConnectionsPerAddress),
    requestTimeout: read(settings.requestTimeout, defaults.requestTimeout),
    idleTimeout: read(settings.idleTimeout, defaults.idleTimeout),
    drainDelay: read(settings.drainDelay, defaults.drainDelay),
    drainTimeout: read(settings.drainTimeout, defaults.drainTimeout),
    maxWatches: read(settings.maxWatches, defaults.maxWatches),
    maxWatchesPerLearner: read(settings.maxWatchesPerLearner, defaults.maxWatchesPerLearner),
    adminPort: read(settings.adminPort, defaults.adminPort),
    adminHost: read(settings.adminHost, defaults.adminHost)
  }),
  (read) => ({ ...defaults, ...read })
)

function read<A>({ expects, name, parse }: Setting<A>, fallback: A) {
  return Effect.flatMap(Config.String(name).pipe(Config.withDefault("")), (text) => {
    if (text.trim() === "") return Effect.succeed(fallback)
    return Option.match(parse(text.trim()), {
      onNone: () => SettingRefused.make({ name, expects }),
      onSome: Effect.succeed<A>
    })
  })
}

function whole(minimum: number, maximum: number) {
  return {
    expects: `a whole number from ${minimum} to ${maximum}`,
    parse: (text: string) =>
      Option.liftPredicate(Number(text), (n) => Number.isInteger(n) && n >= minimum && n <= maximum)
  }
}

function duration(minimum: Words, maximum: Words) {
  const range = { minimum: Duration.fromInputUnsafe(minimum), maximum: Duration.fromInputUnsafe(maximum) }
  return {
    expects: `a duration from ${minimum} to ${maximum}, as in \`90 seconds\``,
    parse: (text: string): Option.Option<Duration.Input> =>
      Option.filter(Schema.decodeOption(Schema.DurationFromString)(text), Duration.between(range))
  }
}

type Words = Extract<Duration.Input, string>

/** Separated by commas. */
function list<A>(each: (text: string) => Option.Option<A>) {
  return (text: string) => Option.all(text.split(",").map((part) => each(part.trim())))
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
}

/** An address alone is a network of one. */
function network(text: string): Option.Option<IpNetwork.IpNetwork> {
  // With a prefix of 0 everybody would be a proxy, and every address what its client says.
  if (text.includes("/")) return /\/0+$/.test(text) ? Option.none() : Result.getSuccess(IpNetwork.fromString(text))
  const ip = Result.getSuccess(NetAddress.ipFromString(text))
  return Option.map(ip, (address) => IpNetwork.fromAddressUnsafe(address, NetAddress.width(address)))
}
