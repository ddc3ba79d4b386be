/**
 * A Node server that hangs up on those who watch when it stops: a watch goes on for as long as its run, and whoever was
 * cut off comes back behind the last event. Whatever else is in progress ends by itself.
 */
import { Server, type ServerOptions, type ServerResponse } from "node:http"

export const endingWatches = (options: ServerOptions): Server => new EndingWatches(options)

class EndingWatches extends Server {
  private readonly unanswered = new Set<ServerResponse>()

  constructor(options: ServerOptions) {
    super(options)
    this.on("request", (_request, response) => {
      this.unanswered.add(response)
      response.on("close", () => this.unanswered.delete(response))
    })
  }

  override close(done?: (error?: Error) => void): this {
    for (const response of this.unanswered) {
      if (isWatch(response)) response.destroy()
    }
    return super.close(done)
  }
}

const isWatch = (response: ServerResponse): boolean =>
  response.headersSent && String(response.getHeader("content-type")).startsWith("text/event-stream")
