//! Tab-separated tables: `#` opens a comment line, the first other line names the columns.

/// The rows of a table with `N` columns, in file order, without comments, blank lines and the heading. A row with fewer
/// columns is filled with empty ones, so that a forgotten trailing tab does no harm; further columns are not read.
pub(crate) fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [&str; N]> {
    table
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let mut columns = line.split('\t').map(str::trim);
            std::array::from_fn(|_| columns.next().unwrap_or(""))
        })
}

/// The parts of a list separated by `;`, without empty ones.
pub(crate) fn list(column: &str) -> impl Iterator<Item = &str> {
    column.split(';').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{list, rows};

    #[test]
    fn comments_and_heading_are_no_rows() {
        let table = "# source\nname\tcode\nIran\tIRN\n# more\n\nIraq\n";
        assert_eq!(rows::<2>(table).collect::<Vec<_>>(), [["Iran", "IRN"], ["Iraq", ""]]);
        assert_eq!(list("a; b;;").collect::<Vec<_>>(), ["a", "b"]);
    }
}
