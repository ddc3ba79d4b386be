/**
 * How far one word is from another: letters put in, left out or changed, and neighbours swapped.
 */
export const stepsBetween = (a: string, b: string): number => {
  let [before, row] = [Array<number>(), Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? at(before, j - 2) + 1 : Infinity
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, changed, swapped))
    }
    ;[before, row] = [row, next]
  }
  return at(row, b.length)
}

const at = (row: ReadonlyArray<number>, index: number): number => row[index] ?? Infinity
