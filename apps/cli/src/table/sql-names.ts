/** A column, and what it is called in a query. */
export interface SqlColumn {
  readonly name: string
  readonly inSql: string
}

/**
 * SQL does not tell `a` from `A`: a name that differs from an earlier one by case alone has a mark behind it in a
 * query.
 */
export function sqlColumns(names: readonly string[]): readonly SqlColumn[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let inSql = name
    while (taken.has(inSql.toLowerCase())) inSql += '\u2032'
    taken.add(inSql.toLowerCase())
    return { name, inSql }
  })
}

/** Sentences about columns that a query has to call otherwise. */
export function aboutSqlNames(columns: readonly SqlColumn[]): readonly string[] {
  return columns
    .filter(({ name, inSql }) => name !== inSql)
    .map(
      ({ name, inSql }) =>
        `SQL does not tell ${JSON.stringify(name)} from a name that differs by case alone: in the query it is ${JSON.stringify(inSql)}.`,
    )
}
