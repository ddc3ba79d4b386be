/**
 * LanceDB as it is, until it is told to hang, to fail, or to answer with nonsense: it has no socket to spoil.
 */
export type LanceFault = "pass" | "hang" | "fail" | "garbage"

const told: { fault: LanceFault; held: Array<() => void> } = { fault: "pass", held: [] }

/** What hung goes on once it passes again, as a disk that was away would. */
export const setLance = (fault: LanceFault): void => {
  told.fault = fault
  if (fault === "pass") for (const go of told.held.splice(0)) go()
}

/** The module with everything that comes out of its connections spoiled. */
export const spoiled = <M extends { readonly connect: (...args: Array<never>) => Promise<object> }>(real: M): M => ({
  ...real,
  connect: (...args: Parameters<M["connect"]>) => real.connect(...args).then((connection) => wrapped(connection))
})

/** What reads or writes; the rest only puts a question together. */
const calls = new Set(
  ["toArrow", "execute", "add", "delete", "countRows", "version", "schema", "listIndices", "createIndex"].concat([
    "optimize",
    "stats",
    "indexStats",
    "checkout",
    "restore",
    "openTable",
    "createEmptyTable",
    "tableNames"
  ])
)

const wrapped = <A extends object>(target: A): A =>
  new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== "function") return member
      const call = (args: ReadonlyArray<unknown>): unknown => Reflect.apply(member, target, args)
      return (...args: ReadonlyArray<unknown>) =>
        calls.has(String(name))
          ? answer(String(name), () => Promise.resolve(call(args)).then(again))
          : again(call(args))
    }
  })

const again = (result: unknown): unknown => {
  if (typeof result !== "object" || result === null) return result
  return /Table|Query|Builder/.test(result.constructor.name) && !("batches" in result) ? wrapped(result) : result
}

const answer = (name: string, call: () => Promise<unknown>): Promise<unknown> => {
  switch (told.fault) {
    case "pass":
      return call()
    case "fail":
      return Promise.reject(new Error("LanceError(IO): Input/output error (os error 5)"))
    case "garbage":
      return name === "toArrow" ? Promise.resolve(garbage) : call()
    case "hang":
      return new Promise<void>((resolve) => told.held.push(resolve)).then(call)
  }
}

const garbage = {
  batches: [{ numRows: 3, getChild: () => ({ get: () => "?", toArray: () => [{}, {}] }), schema: { fields: [] } }],
  toArray: () => [{ toJSON: () => ({ "?": "!" }) }]
}
