import { connect, Session } from "@lancedb/lancedb"
import { LanceEmbeddingIndex } from "@loopi/lancedb"
import { EmbeddingIndex, UserId } from "@loopi/core"
import { Effect } from "effect"
import { randomUUID } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { kind, questionOf, space, vectorOf } from "./duplicates/library.ts"
const directory = "/tmp/D2/lance", N = Number(process.argv[2] ?? 100)
const usersFile = "/tmp/D2/users.json"
const layer = LanceEmbeddingIndex.layer({ directory })
if (!existsSync(usersFile)) {
  const users = Array.from({ length: N }, () => randomUUID())
  await Effect.runPromise(Effect.gen(function* () {
    const index = yield* EmbeddingIndex
    for (const [i, u] of users.entries()) {
      yield* index.put(Array.from({ length: 500 }, (_, n) => ({ userId: UserId.make(u), kind, id: randomUUID(), space, contentHash: "0".repeat(64), vector: vectorOf(questionOf((i * 31 + n) % 20_000)) })) as never)
    }
    yield* Effect.sleep("3 seconds")
  }).pipe(Effect.provide(layer)) as never)
  writeFileSync(usersFile, JSON.stringify(users))
}
const users: string[] = JSON.parse(readFileSync(usersFile, "utf8"))
const time = async (name: string, f: (i: number) => Promise<unknown>) => {
  for (let i = 0; i < 10; i++) await f(i)
  const took: number[] = []; const c = process.cpuUsage()
  for (let i = 0; i < 100; i++) { const t = performance.now(); await f(i); took.push(performance.now() - t) }
  const u = process.cpuUsage(c)
  took.sort((a, b) => a - b)
  console.log(name.padEnd(40), `best ${took[0].toFixed(1)} p50 ${took[50].toFixed(1)} p95 ${took[95].toFixed(1)} cpu ${((u.user + u.system) / 1e5).toFixed(1)} (user ${(u.user / 1e5).toFixed(1)})`)
}
const vecs = (i: number) => Array.from({ length: 20 }, (_, k) => vectorOf(questionOf((i * 997 + k * 7919) % 20000)))
const where = (i: number) => `user_id = '${users[(i * 7) % users.length]}' AND kind = '${kind}' AND space = '${space}'`
await Effect.runPromise(Effect.gen(function* () {
  const index = yield* EmbeddingIndex
  yield* Effect.promise(() => time("index.nearest 20x10", (i) => Effect.runPromise(index.nearest(UserId.make(users[(i * 7) % users.length]), { kind, space, limit: 10, vectors: vecs(i) }))))
}).pipe(Effect.provide(layer)) as never)
for (const interval of [0, 5]) {
  const db = await connect(directory, { readConsistencyInterval: interval }, new Session(2n ** 26n, 2n ** 26n))
  const t = await db.openTable("embeddings")
  if (interval === 0) { console.log(await t.stats(), await t.indexStats("user_id_idx"), await t.countRows(), await t.listIndices()) }
  const q = (i: number, cols: string[], limit: number, w = where(i)) => {
    const [f, ...o] = vecs(i)
    return o.reduce((q, v) => q.addQueryVector(v), t.query().nearestTo(f!)).distanceType("cosine").bypassVectorIndex().where(w).select(cols).limit(limit)
  }
  await time(`${interval} vec limit 18`, (i) => q(i, ["id", "vector", "_distance"], 18).toArrow())
  await time(`${interval} no vec limit 18`, (i) => q(i, ["id", "_distance"], 18).toArrow())
  await time(`${interval} no vec limit 10`, (i) => q(i, ["id", "_distance"], 10).toArrow())
  await time(`${interval} no vec, rowid limit 18`, (i) => q(i, ["_rowid", "_distance"], 18).toArrow())
  await time(`${interval} single vector`, (i) => t.query().nearestTo(vecs(i)[0]!).distanceType("cosine").bypassVectorIndex().where(where(i)).select(["id", "_distance"]).limit(18).toArrow())
  await time(`${interval} user-only filter`, (i) => q(i, ["id", "_distance"], 18, `user_id = '${users[(i * 7) % users.length]}'`).toArrow())
  await time(`${interval} read all 500 id+vector`, (i) => t.query().where(where(i)).select(["id", "vector"]).toArrow())
  await time(`${interval} read all 500 id`, (i) => t.query().where(where(i)).select(["id"]).toArrow())
  await time(`${interval} version()`, () => t.version())
  if (interval === 0) console.log(await q(0, ["id", "_distance"], 18).analyzePlan())
}
