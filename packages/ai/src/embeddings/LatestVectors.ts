/**
 * So many vectors, the latest used: when there is no more room, the one unused for longest goes.
 */
import type { Vector } from "@loopi/core"

export class LatestVectors {
  private readonly capacity: number
  /** In the order of their last use. */
  private readonly vectors = new Map<string, Vector>()

  constructor(capacity: number) {
    this.capacity = capacity
  }

  /** A copy: whoever changes it changes only their own. */
  get(key: string): Vector | undefined {
    const vector = this.vectors.get(key)
    if (vector === undefined) return undefined
    this.vectors.delete(key)
    this.vectors.set(key, vector)
    return vector.slice()
  }

  put(key: string, vector: Vector): void {
    this.vectors.delete(key)
    this.vectors.set(key, vector.slice())
    for (const oldest of this.vectors.keys()) {
      if (this.vectors.size <= this.capacity) return
      this.vectors.delete(oldest)
    }
  }

  get size(): number {
    return this.vectors.size
  }
}
