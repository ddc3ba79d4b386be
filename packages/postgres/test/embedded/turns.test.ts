/**
 * Who is next, how much may be unread, and how input grows: the parts that need no database.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ReadPacer } from "../../src/embedded/ReadPacer.ts"
import { TurnQueue } from "../../src/embedded/TurnQueue.ts"
import { ClientInput } from "../../src/embedded/worker/ClientInput.ts"
import { Flow, flowMemory } from "../../src/embedded/worker/Flow.ts"

describe("TurnQueue", () => {
  const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }]

  it("serves first come, first served, and a second turn only after everybody else's first", () => {
    const queue = new TurnQueue<{ readonly name: string }>()
    const began: Array<string> = []
    for (const owner of [a, b, c]) queue.take(owner, () => began.push(owner.name))
    queue.end(a)
    queue.take(a, () => began.push("a again"))
    queue.end(b)
    queue.end(c)
    assert.deepStrictEqual(began, ["a", "b", "c", "a again"])
  })

  it("forgets whoever leaves the queue and goes on", () => {
    const queue = new TurnQueue<{ readonly name: string }>()
    const began: Array<string> = []
    for (const owner of [a, b, c]) queue.take(owner, () => began.push(owner.name))
    assert.isTrue(queue.leave(b))
    assert.isFalse(queue.leave(b))
    queue.end(a)
    assert.deepStrictEqual(began, ["a", "c"])
  })

  it("ignores an end by somebody whose turn it is not", () => {
    const queue = new TurnQueue<{ readonly name: string }>()
    queue.take(a, () => {})
    queue.take(b, () => {})
    queue.end(b)
    assert.strictEqual(queue.owner, a)
  })

  it("tells the holder when somebody begins to wait", () => {
    const hurried: Array<string> = []
    const queue = new TurnQueue<{ readonly name: string }>((holder) => hurried.push(holder.name))
    queue.take(a, () => {})
    assert.deepStrictEqual(hurried, [])
    queue.take(b, () => {})
    assert.deepStrictEqual(hurried, ["a"])
  })
})

describe("ReadPacer", () => {
  it("acknowledges at once what is read at once, and the rest when the reader comes back", () => {
    const { state, pacer } = paced({ spill: 100, patience: 1000 }, () => {})
    pacer.offer(new Uint8Array(9))
    assert.strictEqual(state.acknowledged, 9)
    pacer.offer(new Uint8Array(9))
    assert.strictEqual(state.acknowledged, 9)
    pacer.read()
    assert.strictEqual(state.acknowledged, 18)
  })

  it("drains into memory up to the limit while others wait", () => {
    const { state, pacer } = paced({ spill: 100, patience: 1000 }, () => {})
    pacer.offer(new Uint8Array(50))
    assert.strictEqual(state.acknowledged, 0)
    state.contended = true
    pacer.relax()
    assert.strictEqual(state.acknowledged, 50)
    pacer.offer(new Uint8Array(60))
    assert.strictEqual(state.acknowledged, 50)
    pacer.read()
    assert.strictEqual(state.acknowledged, 110)
  })

  it.live("cuts off a reader over the limit that has stopped reading while others wait", () =>
    Effect.callback<void>((resume) => {
      const { state, pacer } = paced({ spill: 10, patience: 1 }, () => resume(Effect.void))
      state.contended = true
      pacer.offer(new Uint8Array(50))
    })
  )
})

describe("ClientInput", () => {
  it("waits for more only while a COPY is open", () => {
    const feeds = [Buffer.from("two"), Buffer.from("end")]
    const input = new ClientInput(Buffer.from("one"), () => ({
      bytes: feeds.shift() ?? Buffer.from("?"),
      last: feeds.length === 0
    }))
    assert.strictEqual(Buffer.from(input.subarray(0, 3)).toString(), "one")
    assert.strictEqual(input.length, 3)
    input.startCopy()
    assert.strictEqual(input.length, 6)
    assert.strictEqual(Buffer.from(input.subarray(3, 6)).toString(), "two")
    assert.strictEqual(input.length, 9)
    assert.strictEqual(Buffer.from(input.subarray(6, 9)).toString(), "end")
    assert.strictEqual(input.length, 9)
  })

  it("gives up when asked for ever with nothing moving, as after a trap in the wasm", () => {
    const input = new ClientInput(Buffer.from("one"), () => ({ bytes: Buffer.alloc(0), last: true }))
    const askForEver = (): never => {
      for (;;) assert.strictEqual(input.length, 3)
    }
    assert.throws(askForEver, "progress")
  })

  it("ends the exchange of a backend that has failed", () => {
    const input = new ClientInput(Buffer.from("one"), () => ({ bytes: Buffer.alloc(0), last: true }))
    input.fail(new Error("gone"))
    assert.throws(() => input.length, "gone")
  })
})

describe("Flow", () => {
  it("lets bytes through without waiting while the window is open", () => {
    const flow = new Flow(flowMemory(), 10)
    flow.sent(9)
    flow.read(9)
    flow.sent(9)
    assert.strictEqual(flow.unread, 9)
  })
})

/** A pacer whose reader takes ten bytes and then nothing until it is asked to. */
const paced = (limits: { readonly spill: number; readonly patience: number }, cutOff: () => void) => {
  const state = { unread: 0, contended: false, acknowledged: 0 }
  const pacer = new ReadPacer(
    {
      push: (part) => {
        state.unread += part.length
        return state.unread < 10
      },
      unread: () => state.unread,
      contended: () => state.contended,
      acknowledge: (bytes) => {
        state.acknowledged += bytes
      },
      cutOff
    },
    limits
  )
  return { state, pacer }
}
