/**
 * What keeps the server from listening, and what to do about it.
 */
import { type HostNotExposed, type ServerSettings, Settings } from "@loopi/http"
import { Predicate } from "effect"
import type { HttpServerError } from "effect/http"
import { CommandFailed, exitCodes } from "./CommandFailed.ts"

export const isPortInUse = ({ cause }: HttpServerError.ServeError): boolean =>
  Predicate.hasProperty(cause, "code") && cause.code === "EADDRINUSE"

export const portInUse = (port: number) =>
  CommandFailed.make({
    code: "port_in_use",
    exit: exitCodes.conflict,
    reason: `port ${port} is in use`,
    whatToDo: "Stop what listens there, or choose another with --port (0 takes a free one)"
  })

export const notServed = ({ host, port }: Pick<ServerSettings, "host" | "port">) =>
  CommandFailed.make({
    code: "port_unusable",
    exit: exitCodes.dependency,
    reason: `port ${port} of ${host} cannot be listened on`,
    whatToDo: "Choose another with --port (0 takes a free one), and an address of this machine with --host"
  })

export const notExposed = ({ host }: HostNotExposed) =>
  CommandFailed.make({
    code: "host_not_exposed",
    exit: exitCodes.usage,
    reason: `others could reach the server at ${host}`,
    whatToDo:
      "Add --expose if they may; without --host, LOOPI_HOST and LOOPI_ADMIN_HOST it listens for this machine alone"
  })

/** Addresses alone can be listened on: a name may mean several. */
export const hostRefused = (host: string) =>
  CommandFailed.make({
    code: "usage",
    exit: exitCodes.usage,
    reason: `"${host}" cannot be listened on`,
    whatToDo: `Give --host ${Settings.settings.host.expects}`
  })

export const settingRefused = ({ expects, name }: Pick<Settings.SettingRefused, "expects" | "name">) =>
  CommandFailed.make({
    code: "configuration",
    exit: exitCodes.usage,
    reason: `the setting ${name} cannot be read`,
    whatToDo: `Set ${name} to ${expects}, or unset it`
  })
