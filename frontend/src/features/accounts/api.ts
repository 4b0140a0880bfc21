import { type ApiLanguage, answer, api, type DeviceSession, type Me, plainCall } from '@/core/api'

const SESSIONS = '/_allauth/browser/v1/auth/sessions'
const SESSION = '/_allauth/browser/v1/auth/session'

export const fetchMe = (): Promise<Me> => answer(api.GET('/api/v1/me'))
export const saveLanguage = (language: ApiLanguage): Promise<Me> =>
  answer(api.PATCH('/api/v1/me', { body: { language } }))

export const fetchSessions = async (): Promise<DeviceSession[]> => (await plainCall<{ data: DeviceSession[] }>('GET', SESSIONS)).data
export const revokeSessions = (ids: number[]): Promise<unknown> => plainCall('DELETE', SESSIONS, { sessions: ids })

/** Signing out is answered with 401, "not signed in": that is its success. */
export async function endSession(): Promise<void> {
  await plainCall('DELETE', SESSION).catch((error: { status?: number }) => {
    if (error.status !== 401) throw error
  })
}
