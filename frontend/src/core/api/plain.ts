/** Calls outside the API's schema (sign-in and sessions), with the same language, token and refusals. */
import { apiLanguage, csrfToken, goToSignIn } from './client'
import { networkProblem, parseProblem } from './problem'

export async function plainCall<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': apiLanguage() }
  if (method !== 'GET') headers['X-CSRFToken'] = csrfToken()
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const response = await fetch(path, {
    method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => { throw networkProblem() })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer as T
  if (response.status === 401 && method !== 'DELETE') goToSignIn()
  throw parseProblem(response.status, answer)
}
