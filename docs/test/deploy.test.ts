/**
 * docs/deploy.md and deploy/ name settings that there are, and what is in deploy/ is well formed.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Settings } from "@loopi/http"
import { Duration, Option } from "effect"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { read, root, tableOf } from "./documents.ts"

const page = "docs/deploy.md"
const unit = read("deploy/loopi@.service")
const dockerfile = read("deploy/Dockerfile")
const compose = parse(read("deploy/compose.yaml"), { merge: true })

/** Settings are read by their names. */
const sources = globSync("packages/*/src/**/*.ts", { cwd: root }).map(read).join("\n")
const isRead = (name: string): boolean => sources.includes(`"${name}"`)
const settingsIn = (text: string): ReadonlyArray<string> => [
  ...new Set(Array.from(text.matchAll(/\b(?:LOOPI|DATABASE)_[A-Z_]+\b|\bPORT\b/g), ([name]) => name))
]

describe(page, () => {
  it("lists every setting of the server as its help does", () => {
    const listed = tableOf(page, "Setting").map((cells) => cells.join(" | "))
    const settings = Object.values(Settings.settings)
    expect(listed).toEqual(
      settings.map(({ means, name, otherwise }) => [name, means, otherwise].join(" | ").replaceAll("`", ""))
    )
  })

  it("names settings that something reads, as all files in deploy/ do", () => {
    const files = globSync("deploy/*", { cwd: root })
    expect(files.length).toBeGreaterThan(3)
    for (const file of [page, ...files]) {
      expect(
        settingsIn(read(file)).filter((name) => !isRead(name)),
        file
      ).toEqual([])
    }
    expect(isRead("LOOPI_NO_SUCH_SETTING")).toBe(false)
  })
})

const seconds = (text: string) => Number(/^(\d+)s$/.exec(text)?.[1])

describe("deploy/compose.yaml", () => {
  const servers = [compose.services.loopi1, compose.services.loopi2]

  it("has two servers with settings that can be read, on one database and without its owner", () => {
    for (const { environment } of servers) {
      for (const { name, parse } of Object.values(Settings.settings)) {
        const text: string | undefined = environment[name]
        if (text !== undefined && !text.startsWith("$")) expect(Option.isSome<unknown>(parse(text)), name).toBe(true)
      }
      expect(environment.DATABASE_URL).toContain("loopi_app")
      expect(environment.DATABASE_OWNER_URL).toBeUndefined()
      expect(environment.LOOPI_COMPOSITION).toBe("postgres")
    }
    expect(compose.services.migrate.environment.DATABASE_OWNER_URL).toContain("@db/loopi")
  })

  it("trusts the network that the proxy is in, and gives servers the time they take", () => {
    const [{ subnet }] = compose.networks.inside.ipam.config
    expect(servers.map(({ environment }) => environment.LOOPI_TRUSTED_PROXIES)).toEqual([subnet, subnet])
    for (const { stop_grace_period: grace } of servers) expect(seconds(grace)).toBeGreaterThan(5 + 20)
  })

  it("refers to files that are there, and to services that the proxy knows", () => {
    expect(existsSync(join(root, "deploy", "haproxy.cfg"))).toBe(true)
    const proxy = read("deploy/haproxy.cfg")
    const behind = Array.from(proxy.matchAll(/^ +server (\S+) (\S+):3000$/gm), ([, , host]) => host)
    expect(behind).toEqual(["loopi1", "loopi2"])
    expect(proxy).toContain("/api/ready")
    const kept = Number(/timeout http-keep-alive (\d+)s/.exec(proxy)?.[1])
    const idle = Duration.fromInputUnsafe(servers[0].environment.LOOPI_IDLE_TIMEOUT)
    expect(kept).toBeLessThan(Duration.toSeconds(idle))
  })
})

describe("deploy/Dockerfile", () => {
  it("starts what the build makes, not as root, with flags that there are", () => {
    const [, main = ""] = /ENTRYPOINT \["node", "\/app\/([^"]+)"\]/.exec(dockerfile) ?? []
    expect(existsSync(join(root, main.replace("/dist/", "/src/").replace(/\.js$/, ".ts")))).toBe(true)
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile.match(/^FROM node:24-slim/gm)).toHaveLength(2)
    expect(dockerfile).toContain("/api/health")
    const [, flags = ""] = /CMD \["serve", (.+)\]/.exec(dockerfile) ?? []
    const known = read("packages/cli/src/commands/serve.ts")
    for (const [, flag] of flags.matchAll(/"--([a-z]+)"/g)) expect(known).toContain(`("${flag}")`)
  })
})

describe("deploy/loopi@.service", () => {
  it("gives the server the time it takes to go away", () => {
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(5 + 20)
  })

  it("has settings for a proxy on its own machine, which takes a second or two to notice that it goes away", () => {
    const { drainDelay, idleTimeout, trustedProxies } = Settings.settings
    const [delay, idle] = [drainDelay, idleTimeout].map(({ name, parse }) =>
      Option.match(parse(setIn(unit, name)), { onNone: () => 0, onSome: Duration.toSeconds })
    )
    expect(delay).toBeGreaterThan(2)
    expect(idle).toBeGreaterThan(60)
    expect(Option.isSome(trustedProxies.parse(setIn(unit, trustedProxies.name)))).toBe(true)
  })

  it.skipIf(!hasSystemd())("is a unit that systemd takes", () => {
    const directory = mkdtempSync(join(tmpdir(), "loopi-unit-"))
    const file = join(directory, "loopi@3001.service")
    // The program is not installed where the tests run.
    writeFileSync(file, unit.replace(/^ExecStart=\S+/m, "ExecStart=/bin/true"))
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" })
    rmSync(directory, { recursive: true })
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
  })
})

function setIn(unit: string, name: string): string {
  return new RegExp(`^Environment="?${name}=([^"\\n]+)"?$`, "m").exec(unit)?.[1] ?? ""
}

function hasSystemd(): boolean {
  try {
    return execFileSync("systemd-analyze", ["--version"], { encoding: "utf8" }).startsWith("systemd")
  } catch {
    return false
  }
}
