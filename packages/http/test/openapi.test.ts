import { assert, describe, it } from "@effect/vitest"
import { Api, Authentication, problemCodes, RequiredScope } from "@loopi/http"
import { Context, Schema } from "effect"
import { HttpApi, OpenApi } from "effect/http-api"

type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === "string" ? value : "")
const json = (value: unknown): Json => (isJson(value) ? value : assert.fail(`no object: ${JSON.stringify(value)}`))

const document = json(JSON.parse(JSON.stringify(OpenApi.fromApi(Api))))
const allComponents = json(document["components"])
const components = json(allComponents["schemas"])

const operations = Object.entries(json(document["paths"])).flatMap(([path, item]) =>
  Object.entries(json(item)).map(([method, operation]) => ({ path, method, operation: json(operation) }))
)

const operationOf = ({ method, path }: { readonly method: string; readonly path: string }): Json => {
  const documented = path.replace(/:(\w+)/g, "{$1}").replace(/(.)\/$/, "$1")
  return (
    operations.find((one) => one.path === documented && one.method === method.toLowerCase())?.operation ??
    assert.fail(`${method} ${path} is not documented`)
  )
}

/** Every object in the document, but for those within examples. */
const objects = (value: unknown): ReadonlyArray<Json> => {
  if (Array.isArray(value)) return value.flatMap(objects)
  if (!isJson(value)) return []
  return [value, ...Object.entries(value).flatMap(([key, inner]) => (key === "example" ? [] : objects(inner)))]
}

describe("the OpenAPI document", () => {
  it("is one of version 3.1 that names itself", () => {
    assert.match(String(document["openapi"]), /^3\.1\.\d+$/)
    assert.isString(json(document["info"])["title"])
    assert.isString(json(document["info"])["version"])
  })

  it("lists every endpoint, each under a name of its own", () => {
    const declared: Array<string> = []
    HttpApi.reflect(Api, {
      onGroup: () => undefined,
      onEndpoint: ({ endpoint }) =>
        void declared.push(`${endpoint.method} ${endpoint.path.replace(/:(\w+)/g, "{$1}").replace(/(.)\/$/, "$1")}`)
    })
    const listed = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    assert.deepStrictEqual(listed.toSorted(), declared.toSorted())
    assert.strictEqual(new Set(operations.map(({ operation }) => operation["operationId"])).size, declared.length)
    assert.isAbove(declared.length, 70)
  })

  it("resolves every reference", () => {
    for (const { $ref } of objects(document)) {
      if ($ref === undefined) continue
      assert.property(components, text($ref).replace("#/components/schemas/", ""))
    }
  })

  it("calls every component by its name", () => {
    for (const name of Object.keys(components)) assert.match(name, /^[A-Z][A-Za-z]+$/)
  })

  it("documents every endpoint, response, field and parameter", () => {
    for (const { operation } of operations) {
      assert.isAbove(text(operation["summary"]).length, 8)
      assert.isAbove(text(operation["description"]).length, 20)
      for (const response of Object.values(json(operation["responses"]))) assert.isString(json(response)["description"])
    }
    for (const object of objects(document)) {
      if (typeof object["in"] === "string")
        assert.isString(object["description"], `parameter ${String(object["name"])}`)
      if (object["type"] !== "object" || !isJson(object["properties"])) continue
      for (const [name, schema] of Object.entries(object["properties"])) {
        assert.isString(json(schema)["description"], `field ${name}`)
      }
    }
  })

  it("says of every endpoint how it can fail, each time with problems", () => {
    for (const { method, operation, path } of operations) {
      const failures = Object.entries(json(operation["responses"])).filter(([status]) => Number(status) >= 400)
      const expected = new Set(["400", "500"])
      const security = operation["security"]
      if (Array.isArray(security) && security.length > 0) ["401", "403", "503"].forEach((it) => expected.add(it))
      if (path.includes("{id}") && method !== "delete") expected.add("404")
      if (operation["requestBody"] !== undefined) ["413", "415", "422"].forEach((status) => expected.add(status))
      assert.includeMembers(
        failures.map(([status]) => status),
        [...expected],
        `${method} ${path}`
      )
      for (const [, failure] of failures) {
        assert.deepStrictEqual(Object.keys(json(json(failure)["content"])), ["application/problem+json"])
      }
    }
  })

  it("asks for a token or a cookie wherever it says what they must be for", () => {
    HttpApi.reflect(Api, {
      onGroup: () => undefined,
      onEndpoint: ({ endpoint }) => {
        const scope = Context.getUnsafe(endpoint.annotations, RequiredScope)
        const isGuarded = [...endpoint.middlewares].some(({ key }) => key === Authentication.key)
        assert.strictEqual(isGuarded, scope !== "none", endpoint.path)
        const roles = scope === "any" ? [] : [scope]
        const security = scope === "none" ? [] : [{ bearer: roles }, { cookie: roles }]
        assert.deepStrictEqual(operationOf(endpoint)["security"], security, endpoint.path)
      }
    })
    assert.hasAllKeys(allComponents["securitySchemes"], ["bearer", "cookie"])
  })

  it("gives problems the status of their code", () => {
    for (const { operation } of operations) {
      for (const [status, response] of Object.entries(json(operation["responses"]))) {
        if (Number(status) < 400) continue
        for (const { $ref } of objects(response)) {
          if ($ref === undefined) continue
          const problem = json(components[text($ref).replace("#/components/schemas/", "")])
          const [code] = Object.values(json(json(json(problem)["properties"])["code"])["enum"] ?? [])
          const kind = Object.entries(problemCodes).find(([known]) => known === code)
          assert.strictEqual(kind?.[1].status, Number(status), String(code))
        }
      }
    }
  })
})

describe("an example in the document", () => {
  it("decodes as what it is an example of", () => {
    let decoded = 0
    HttpApi.reflect(Api, {
      onGroup: () => undefined,
      onEndpoint: ({ endpoint }) => {
        const operation = operationOf(endpoint)
        for (const { schemas } of endpoint.payload.values()) {
          decoded += decodes(schemas, exampleOf(operation["requestBody"]))
        }
        const success = Object.entries(json(operation["responses"])).find(([status]) => status < "300")
        // Nothing to decode, or a stream.
        if (success?.[0] === "204" || isStream(success?.[1])) return
        decoded += decodes([...endpoint.success], exampleOf(success?.[1]))
      }
    })
    const bodies = operations.filter(({ operation }) => operation["requestBody"] !== undefined).length
    const answers = operations.filter(({ operation }) => {
      const responses = json(operation["responses"])
      return !("204" in responses) && !isStream(responses["200"])
    }).length
    assert.strictEqual(decoded, bodies + answers)
    assert.isAbove(decoded, 50)
  })
})

const streams = ["text/event-stream", "application/x-ndjson"]

const isStream = (body: unknown): boolean => isJson(body) && streams.some((type) => type in json(body["content"]))

const exampleOf = (body: unknown): unknown =>
  isJson(body) && isJson(body["content"]) ? json(Object.values(body["content"])[0])["example"] : undefined

/** Decodes the example, and counts 1. */
const decodes = (schemas: ReadonlyArray<Schema.Top>, example: unknown): number => {
  const codec: Schema.Top = Schema.toCodecJson(Schema.Union(schemas))
  if (!isSelfContained(codec)) return 0
  Schema.decodeUnknownSync(codec, { onExcessProperty: "error" })(example)
  return 1
}

/** Decodes without the help of any service: all of ours do, and the count would tell. */
const isSelfContained = (schema: Schema.Top): schema is Schema.Codec<unknown> => Schema.isSchema(schema)
