// Rows as CSV (RFC 4180) that a spreadsheet may open without running what an article says.

export type Cell = string | number | boolean | null | undefined;
export type Row = Record<string, Cell>;

export function toCsv(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns.map(quoted), ...rows.map((row) => columns.map((column) => quoted(row[column])))];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function quoted(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  let text = String(cell);
  // A text cell that starts like a formula would be run by a spreadsheet; an apostrophe keeps it text.
  if (typeof cell === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
