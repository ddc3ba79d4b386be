/**
 * Takes apart what came back over a socket: nothing but whole answers may be in it.
 */

export interface RawAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** The answers, and what is left that is none. */
export const answersIn = (heard: string): { readonly answers: ReadonlyArray<RawAnswer>; readonly rest: string } => {
  const answers: Array<RawAnswer> = []
  let rest = heard
  for (;;) {
    const head = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[!#$%&'*+.^_`|~\w-]+: ?[^\r\n]*\r\n)*)\r\n/.exec(rest)
    if (head === null) return { answers, rest }
    const headers = new Map(
      (head[2] ?? "")
        .split("\r\n")
        .map((line) => [line.split(":", 1)[0]?.toLowerCase() ?? "", line.slice(line.indexOf(":") + 1).trim()])
    )
    const after = rest.slice(head[0].length)
    const length = Number(headers.get("content-length") ?? 0)
    if (after.length < length) return { answers, rest }
    // "100 Continue" is none yet.
    if (head[1] !== "100") answers.push({ status: Number(head[1]), headers, body: after.slice(0, length) })
    rest = after.slice(length)
  }
}
