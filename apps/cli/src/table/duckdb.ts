/**
 * What of DuckDB is used, apart, because it is loaded only where a table is read. The build puts DuckDB's 180 CommonJS
 * files into one: they take some 100 ms of a start to find and to load one by one.
 */
export { DuckDBInstance, DuckDBTypeId } from '@duckdb/node-api'
