/**
 * The generated addresses as the client uses them: which address, which body and which answer are checked against the
 * server's schema. Headers are set by `creating` and `against`, files travel as forms, and a query is text in the end.
 */
import type { components, paths } from '@/generated/schema'

type Sent = string | number | boolean | undefined
type LooseQuery<P> = P extends { query?: infer Q } ? ([Q] extends [undefined] ? object : { query?: { [K in keyof Q]?: Sent } }) : object
type LooseBody<O> = O extends { requestBody: { content: { 'multipart/form-data': unknown } } }
  ? { requestBody: { content: { 'multipart/form-data': Record<string, unknown> } } }
  : object
type Loose<O> = O extends { parameters: infer P }
  ? Omit<O, 'parameters' | (LooseBody<O> extends { requestBody: unknown } ? 'requestBody' : never)> &
      LooseBody<O> & { parameters: Omit<P, 'header' | 'query'> & LooseQuery<P> }
  : O
export type Paths = { [A in keyof paths]: { [M in keyof paths[A]]: Loose<paths[A][M]> } }

type QueryOf<A extends keyof paths> = { [K in keyof NonNullable<NonNullable<paths[A]['get']>['parameters']['query']>]?: Sent }
export type EnterpriseQuery = QueryOf<'/api/v1/enterprises'>
export type TicketQuery = QueryOf<'/api/v1/tickets'>
export type VisitQuery = QueryOf<'/api/v1/visits'>
export type VisitReportQuery = QueryOf<'/api/v1/visit-reports'>
export type ReportInput = components['schemas']['ReportInputRequest']
export type Received = Pick<components['schemas']['Receipt'], 'uuid' | 'state' | 'sha256'>

/** What a verb needs is told by the ability that offers it, so its body is data; one verb stands for the shape of all. */
export type VerbBody = Record<string, unknown>
export const verbPath = (verb: string) => `/api/v1/tickets/{ref}/${verb}` as '/api/v1/tickets/{ref}/urge'
