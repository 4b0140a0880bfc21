/** The one place that talks HTTP: language, CSRF, sign-in and refusals are settled here for every call. */
import createClient, { type Middleware } from 'openapi-fetch'
import { locale } from '@/core/i18n'
import type { Paths } from './paths'
import { type ApiProblem, networkProblem, parseProblem } from './problem'

const CSRF_COOKIE = /(?:^|;\s*)(?:__Host-|__Secure-)?csrftoken=([^;]+)/
const UNSAFE = new Set(['POST', 'PATCH', 'PUT', 'DELETE'])

export const csrfToken = (): string => CSRF_COOKIE.exec(document.cookie)?.[1] ?? ''
export const apiLanguage = (): string => (locale.value === 'en' ? 'en' : 'zh-hans')

let leaving = false

export function goToSignIn(): void {
  if (leaving) return
  leaving = true
  location.assign(`/?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`)
}

const carried = new Map<string, () => string | null>()

/** A header that every request carries from now on, read anew each time. */
export function carryHeader(name: string, read: () => string | null): void {
  carried.set(name, read)
}

type Reach = (request: Request) => Promise<Response>
let reach: Reach = (request) => fetch(request)

/** A shell that keeps a copy of what it reads answers for the server when the line is down. */
export function reachThrough(wrap: (next: Reach) => Reach): void {
  reach = wrap((request) => fetch(request))
}

const settle: Middleware = {
  onRequest({ request }) {
    carried.forEach((read, name) => {
      const value = read()
      if (value) request.headers.set(name, value)
    })
    request.headers.set('Accept-Language', apiLanguage())
    if (UNSAFE.has(request.method)) request.headers.set('X-CSRFToken', csrfToken())
    return request
  },
  onResponse({ response }) {
    if (response.status === 401) goToSignIn()
    return undefined
  },
}

const origin = typeof location === 'undefined' ? '' : location.origin
export const api = createClient<Paths>({ baseUrl: origin, credentials: 'same-origin', fetch: (request) => reach(request) })
api.use(settle)

interface Outcome<T> { data?: T; error?: unknown; response: Response }

/** Asks the server; a refusal leads to the sign-in, as it does for every call. */
export async function isSignedIn(): Promise<boolean> {
  const outcome = await api.GET('/api/v1/me').catch(() => undefined)
  return outcome?.response.status !== 401
}

/** The answer, or the refusal as an exception. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const outcome = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw networkProblem()
  })
  if (!outcome.response.ok) throw problemOf(outcome)
  return outcome.data as T
}

const problemOf = (outcome: Outcome<unknown>): ApiProblem => parseProblem(outcome.response.status, outcome.error)

/** A create carries its own identity, so that sending it twice makes one row. */
export const creating = (uuid: string) => ({ headers: { 'Idempotency-Key': uuid } })

/** A change names the version it was decided on, so that nobody overwrites what they have not seen. */
export const against = (version: number) => ({ headers: { 'If-Match': `"${version}"` } })

/** Sends files as a form; the browser sets the boundary. */
export const asForm = {
  bodySerializer(body: Record<string, unknown>): FormData {
    const form = new FormData()
    for (const [name, value] of Object.entries(body)) {
      if (value !== undefined && value !== null) form.append(name, value instanceof Blob ? value : String(value))
    }
    return form
  },
}
