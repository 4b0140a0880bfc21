/** Fills `{name}` and picks the form of the count `n`: "one ticket|{n} tickets". */
export type Params = Record<string, string | number>

export function phrase(template: string, params: Params | undefined, language: string): string {
  if (!params) return template
  const forms = template.split('|')
  const form = forms.length > 1 && typeof params.n === 'number' ? pick(forms, params.n, language) : template
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
}

function pick(forms: string[], count: number, language: string): string {
  const one = new Intl.PluralRules(language).select(count) === 'one'
  return (one ? forms[0] : forms[1]) ?? forms[0]!
}
