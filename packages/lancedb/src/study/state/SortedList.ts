/**
 * A list kept in order. What is added in bulk is sorted when it is first read, so that a start with many rows is quick.
 */
import type { Order } from "effect"

export interface SortedList<A> {
  readonly add: (value: A) => void
  /** Takes out what the order holds for equal. */
  readonly remove: (value: A) => void
  readonly values: () => ReadonlyArray<A>
}

export const make = <A>(order: Order.Order<A>): SortedList<A> => {
  let sorted: Array<A> = []
  let loose: Array<A> = []

  const settle = (): Array<A> => {
    if (loose.length > few) sorted = [...sorted, ...loose].sort(order)
    else for (const value of loose) sorted.splice(placeOf(sorted, value, order), 0, value)
    loose = []
    return sorted
  }

  return {
    add: (value) => void loose.push(value),
    remove: (value) => {
      const values = settle()
      const place = placeOf(values, value, order)
      const found = values[place]
      if (found !== undefined && order(found, value) === 0) values.splice(place, 1)
    },
    values: () => (loose.length === 0 ? sorted : settle())
  }
}

/** Up to here moving each value to its place is quicker than sorting all anew. */
const few = 32

/** Where the first value stands that does not come before this one. */
const placeOf = <A>(values: ReadonlyArray<A>, value: A, order: Order.Order<A>): number => {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = values[middle]
    if (there !== undefined && order(there, value) < 0) low = middle + 1
    else high = middle
  }
  return low
}
