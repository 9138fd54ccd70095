/** The HTTP side of the fake: reads requests, answers them, and breaks connections when a fault says so. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { parse as parseForm } from 'node:querystring'
import type { FaultEffect, Faults } from './faults.ts'
import type { SlackRequest } from './journal.ts'
import { asString, isJsonObject, type JsonObject, parseJson } from './json.ts'
import type { WebApi } from './web-api.ts'
import type { Workings } from './workings.ts'

interface Reply {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An HTTP server that is not listening yet. */
export function createHttpServer(slack: Workings, api: WebApi, faults: Faults): Server {
  const { journal, responseUrls } = slack

  function send(response: ServerResponse, { status, body, headers }: Reply): void {
    const isJson = body.startsWith('{')
    response.writeHead(status, {
      'content-type': isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    response.end(body)
  }

  /** Carries out a request with its fault, if it has one. */
  function serve(request: SlackRequest, response: ServerResponse, fault: FaultEffect | undefined, run: () => Reply): void {
    journal.record(request)
    const done = (): void => journal.changed()
    if (fault === undefined) {
      send(response, run())
      done()
      return
    }
    switch (fault.kind) {
      case 'delay':
        setTimeout(() => {
          send(response, run())
          done()
        }, fault.delayMs)
        return
      case 'error':
        request.error = fault.error
        send(response, { status: 200, body: JSON.stringify({ ok: false, error: fault.error }) })
        break
      case 'status': {
        if (fault.accepted) run()
        request.status = fault.status
        if (fault.status === 429) journal.rateLimited += 1
        const retry = fault.retryAfterSec === undefined ? {} : { 'retry-after': String(fault.retryAfterSec) }
        send(response, { status: fault.status, body: fault.body ?? '', headers: retry })
        break
      }
      case 'reset':
      case 'close':
      case 'silence':
        if (fault.accepted) run()
        request.status = 0
        // `close` ends the connection in good order (FIN), `reset` does not (RST); clients treat the two differently.
        if (fault.kind === 'reset') response.socket?.resetAndDestroy()
        if (fault.kind === 'close') response.socket?.end()
        break
      default:
        fault satisfies never
    }
    done()
  }

  function answerApi(message: IncomingMessage, response: ServerResponse, path: string, query: string, body: string): void {
    const decoded = decodeArgs(message, query, body)
    const method = path.slice('/api/'.length)
    const args = 'error' in decoded ? {} : decoded.args
    const bearer = /^Bearer (.+)$/.exec(message.headers.authorization ?? '')?.[1]
    const call = api(method, args, bearer ?? asString(args.token))
    if ('error' in decoded) {
      journal.violation(`${method}: ${decoded.error}`)
      call.request.error = decoded.error
      const refusal = JSON.stringify({ ok: false, error: decoded.error })
      serve(call.request, response, undefined, () => ({ status: 200, body: refusal }))
      return
    }
    serve(call.request, response, call.fault, () => {
      const { status, body: answer, headers } = call.run()
      return { status, body: JSON.stringify(answer), headers }
    })
  }

  function answerResponseUrl(response: ServerResponse, path: string, body: string): void {
    const args = parseJson(body)
    const call: SlackRequest = {
      method: 'response_url',
      args: isJsonObject(args) ? args : {},
      teamId: path.split('/')[2],
      at: slack.now(),
      status: 200,
      error: undefined,
      accepted: false,
    }
    const fault = faults.take({ ...call, channelId: responseUrls.channelOf(path) })
    serve(call, response, fault, () => {
      const reply = responseUrls.post(path, body)
      const answer = parseJson(reply.body)
      call.status = reply.status
      call.accepted = reply.status === 200
      call.error = isJsonObject(answer) ? asString(answer.error) : undefined
      return reply
    })
  }

  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const [path = '', query = ''] = (message.url ?? '').split('?')
      try {
        if (path.startsWith('/api/')) answerApi(message, response, path, query, body)
        else if (responseUrls.owns(path)) answerResponseUrl(response, path, body)
        else send(response, { status: 404, body: 'Not Found' })
      } catch (error) {
        // A fault of the fake's own must fail the test that met it, not the whole run.
        journal.violation(`the fake Slack broke on ${path}: ${String(error)}`)
        send(response, { status: 500, body: '{"ok":false,"error":"internal_error"}' })
      }
    })
  })
  server.on('upgrade', (message, socket, head) => slack.socketMode.upgrade(message, socket, head))
  // Clients keep connections for reuse; closing them while idle would race with their next request.
  server.keepAliveTimeout = 60_000
  return server
}

/** Arguments from the query, a form or JSON. Errors are Slack's: https://docs.slack.dev/apis/web-api/#responses */
function decodeArgs(message: IncomingMessage, query: string, body: string): { args: JsonObject } | { error: string } {
  const fromQuery: JsonObject = query === '' ? {} : { ...parseForm(query) }
  const type = (message.headers['content-type'] ?? '').split(';')[0]
  if (body === '') return { args: fromQuery }
  if (type === 'application/x-www-form-urlencoded') return { args: { ...fromQuery, ...parseForm(body) } }
  if (type !== 'application/json') return { error: 'invalid_post_type' }
  const parsed = parseJson(body)
  if (parsed === undefined) return { error: 'invalid_json' }
  if (!isJsonObject(parsed)) return { error: 'json_not_object' }
  // A token is not read from a JSON body: https://docs.slack.dev/apis/web-api/#post-bodies
  const { token: _ignored, ...args } = parsed
  return { args: { ...fromQuery, ...args } }
}
