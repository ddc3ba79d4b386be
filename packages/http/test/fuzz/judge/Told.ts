/**
 * An answer, read to its end.
 */
export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where it is JSON. */
  readonly json: unknown
}

export const read = async (response: Response): Promise<Told> => {
  const text = await response.text()
  const type = response.headers.get("content-type") ?? ""
  return { status: response.status, headers: response.headers, text, json: /json/.test(type) ? parsed(text) : undefined }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
