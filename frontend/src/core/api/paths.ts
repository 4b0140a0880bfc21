/** The addresses of the API in the shape openapi-fetch reads. */
import type * as T from './types'

type Answer<R> = { 200: { content: { 'application/json': R } } }
type Query = Record<string, string | number | boolean | undefined>
type Get<R, Q = Query> = { parameters: { query?: Q }; responses: Answer<R> }
type GetAt<R, P> = { parameters: { path: P }; responses: Answer<R> }
type Body<B> = { content: { 'application/json': B } }
type Send<B, R> = { requestBody: Body<B>; responses: Answer<R> }
type SendTo<B, R, P> = { parameters: { path: P }; requestBody: Body<B>; responses: Answer<R> }
type Upload<R, P> = {
  parameters: { path: P }
  requestBody: { content: { 'multipart/form-data': Record<string, unknown> } }
  responses: Answer<R>
}
type Paged = { cursor?: string; limit?: number }
type Id = { id: string | number }
type Ref = { ref: string }

export type EnterpriseQuery = Paged & { search?: string; kind?: string; subdistrict?: string; unit?: number; mine?: boolean }
export type TicketQuery = Paged & {
  state?: string; lamp?: string; unit?: number; holder?: number; category?: string; enterprise?: string
  priority?: string; search?: string; mine?: boolean; open?: boolean
}
export type VerbBody = Record<string, unknown>
export type ReportInput = T.Report & { uuid: string }
export type Received = { uuid: string; state: T.FileState; sha256: string }

export interface paths {
  '/api/v1/me': { get: Get<T.Me>; patch: Send<{ language: T.ApiLanguage }, T.Me> }
  '/api/v1/meta': { get: Get<T.Meta> }
  '/api/v1/enterprises': { get: Get<T.Page<T.EnterpriseRow>, EnterpriseQuery> }
  '/api/v1/enterprises/{id}': { get: GetAt<T.EnterpriseDetail, Id> }
  '/api/v1/enterprises/{id}/reports': { post: SendTo<ReportInput, T.Report, Id> }
  '/api/v1/enterprises/{id}/contacts/{cid}/reveal': { post: SendTo<{ reason: string }, { phone: string }, Id & { cid: number }> }
  '/api/v1/units': { get: Get<T.UnitRow[], { kind?: string }> }
  '/api/v1/units/{id}': { get: GetAt<T.UnitDetail, Id> }
  '/api/v1/visit-template': { get: Get<T.VisitTemplate> }
  '/api/v1/visits': {
    get: Get<T.Page<T.VisitRow>, Paged & { enterprise?: string; mine?: boolean }>
    post: Send<T.VisitInput, T.VisitDetail>
  }
  '/api/v1/visits/{uuid}': {
    get: GetAt<T.VisitDetail, { uuid: string }>
    patch: SendTo<Partial<T.VisitInput> & { reason: string }, T.VisitDetail, { uuid: string }>
  }
  '/api/v1/visits/{uuid}/photos': { post: Upload<Received, { uuid: string }> }
  '/api/v1/today': { get: Get<T.Today> }
  '/api/v1/tickets': { get: Get<T.Page<T.TicketCard>, TicketQuery>; post: Send<T.TicketInput, T.TicketDetail> }
  '/api/v1/tickets/{ref}': { get: GetAt<T.TicketDetail, Ref> }
  '/api/v1/tickets/{ref}/timeline': { get: GetAt<T.TimelineEntry[], Ref> }
  '/api/v1/tickets/{ref}/comments': { post: SendTo<{ uuid: string; kind: string; text: string }, T.TicketDetail, Ref> }
  '/api/v1/tickets/{ref}/attachments': { post: Upload<Received, Ref> }
  '/api/v1/tickets/{ref}/{verb}': { post: SendTo<VerbBody, T.TicketDetail, Ref & { verb: string }> }
  '/api/v1/board': { get: Get<T.Board, { unit?: number; category?: string }> }
  '/api/v1/inbox': { get: Get<T.InboxPage, Paged & { unread?: boolean }> }
  '/api/v1/inbox/read': { post: Send<{ ids?: number[]; all?: boolean }, { unread: number }> }
  '/api/v1/mails': { get: Get<T.Mail[]> }
  '/api/v1/overview': { get: Get<T.Overview> }
  '/api/v1/routing-rules': { get: Get<T.RoutingRule[]>; post: Send<T.RuleInput & { uuid: string }, T.RoutingRule> }
  '/api/v1/routing-rules/{id}': { patch: SendTo<T.RuleInput, T.RoutingRule, Id> }
  '/api/v1/routing-rules/dry_run': { post: Send<{ rule?: T.RuleInput; replaces?: number; last: number }, T.DryRunRow[]> }
}
