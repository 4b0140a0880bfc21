/** "下沙1组, 下沙2组" share a heading; a name that follows no such pattern stands alone, whole. */
export interface Named { id: number; name: string }
export interface Gathered<M extends Named> { name: string; members: (M & { short: string })[] }

const NUMBERED = /^(.*?)\s*(?:第|team)?\s*(\d+|[一二三四五六七八九十]+)\s*(?:网格)?(?:小?组|号)?$/i

export function gathered<M extends Named>(teams: readonly M[]): Gathered<M>[] {
  const groups = new Map<string, Gathered<M>>()
  for (const team of teams) {
    const [, street = '', number = ''] = NUMBERED.exec(team.name) ?? []
    const name = street || team.name
    const group = groups.get(name) ?? { name, members: [] }
    group.members.push({ ...team, short: street ? number : '' })
    groups.set(name, group)
  }
  return [...groups.values()]
}
